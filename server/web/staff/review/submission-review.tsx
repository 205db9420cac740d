/** One submission and its review: the code at the left, what became of it and what is said about it at the right. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import type { StaffCourse } from '../area.ts'
import { Attempts } from './attempts.tsx'
import { CodePanel } from './code-panel.tsx'
import { type Filter, searchOf } from './filter.ts'
import { GradingPanel } from './grading-panel.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { useKeys, useLetterKeys } from './keys.ts'
import { LeaveQuestion } from './leave-question.tsx'
import { Messages } from './messages.tsx'
import { exerciseTitle, studentName } from './names.ts'
import type { Opened } from './opened.ts'
import { openedQuery } from './questions.ts'
import { Reports } from './reports.tsx'
import classes from './review.module.css'
import { ReviewBar } from './review-bar.tsx'
import { ReviewNotices } from './review-notices.tsx'
import { RunFacts } from './run-facts.tsx'
import { useReview } from './use-review.ts'
import { overrideProblem, withMark } from './writing.ts'

interface SubmissionReviewProps {
  readonly course: StaffCourse
  readonly id: string
  readonly filter: Filter
}

export function SubmissionReview({ course, id, filter }: SubmissionReviewProps): ReactNode {
  const opened = useQuery(openedQuery(course.slug, id, filter))
  if (opened.error) return <Fault error={opened.error} onTryAgain={() => void opened.refetch()} />
  if (!opened.data) return <Loading />
  return <Shown course={course} opened={opened.data} filter={filter} />
}

interface ShownProps {
  readonly course: StaffCourse
  readonly opened: Opened
  readonly filter: Filter
}

function Shown({ course, opened, filter }: ShownProps): ReactNode {
  const { t } = useTranslation('review')
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const review = useReview(course.slug, opened)
  const [lettersOn, switchLetters] = useLetterKeys()
  const [showsKeys, setShowsKeys] = useState(false)
  const [comparedWith, setComparedWith] = useState<string | null>(null)
  const [leavingFor, setLeavingFor] = useState<string | null>(null)
  const [wasLast, setWasLast] = useState(false)
  const [isRefused, setIsRefused] = useState(false)
  const page = useRef<HTMLDivElement>(null)
  const { place } = opened
  const address = `/courses/${course.slug}/staff/review`
  const addressOf = (id: string) => `${address}/${id}${searchOf(filter)}`

  const change = (next: Partial<Opened>) => {
    const { queryKey } = openedQuery(course.slug, opened.id, filter)
    queries.setQueryData(queryKey, { ...opened, ...next })
  }
  const focus = (part: string) => {
    page.current?.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus()
  }
  const focusCode = (line?: number) => {
    // The lines may have made room for a comparison.
    flushSync(() => {
      setComparedWith(null)
    })
    if (line === undefined) focus('code')
    else page.current?.querySelector<HTMLElement>(`[data-line="${line}"]`)?.focus()
  }
  const goTo = async (id: string | null) => {
    if (id === null) return
    if (review.isUnsaved && review.isDone) {
      setLeavingFor(id)
      return
    }
    if (review.isUnsaved && !(await review.save(false))) return
    navigate(addressOf(id))
  }
  const finish = async () => {
    if (review.isSaving && review.isDone) return
    const problem = overrideProblem(review.writing, opened.mostPoints)
    if (problem !== null) {
      setIsRefused(true)
      focus(problem === 'reason' ? 'reason' : 'points')
      return
    }
    const isAsSaved = review.isDone && !review.isUnsaved
    if (!isAsSaved && !(await review.save(true))) return
    if (place.next !== null) navigate(addressOf(place.next))
    else setWasLast(true)
  }
  const attemptBefore = opened.attempts.findLast(({ attempt }) => attempt < opened.attempt)

  useKeys(lettersOn, {
    on(deed) {
      if (deed === 'next') void goTo(place.next)
      else if (deed === 'previous') void goTo(place.previous)
      else if (deed === 'done') void finish()
      else if (deed === 'help') setShowsKeys(true)
      else if (deed === 'compare')
        setComparedWith(comparedWith === null ? (attemptBefore?.id ?? null) : null)
      else if (deed === 'code') focusCode()
      else focus(deed)
    },
    onDigit(digit) {
      const item = opened.rubric[digit - 1]
      if (item) review.write((now) => withMark(now, item.id))
    },
  })

  // Whoever comes from another submission goes on at the heading of this one.
  useEffect(() => {
    const { activeElement } = document
    if (activeElement !== document.body && activeElement?.id !== 'content') return
    page.current?.querySelector('h1')?.focus({ preventScroll: true })
  }, [])

  const title = t('title', {
    student: studentName(t, opened.student),
    exercise: exerciseTitle(opened.exercise),
    attempt: opened.attempt,
  })
  return (
    <div ref={page}>
      <PageTitle>{title}</PageTitle>
      <header className={classes.header}>
        <h1 className={classes.title} tabIndex={-1}>
          {title}
        </h1>
        <Attempts opened={opened} addressOf={addressOf} />
      </header>
      <ReviewBar
        {...{ opened, review, addressOf }}
        queue={`${address}${searchOf(filter) || '?which=latest'}`}
        onGo={(id) => void goTo(id)}
        onDone={() => void finish()}
        onKeys={() => {
          setShowsKeys(true)
        }}
      />
      <ReviewNotices review={review} wasLast={wasLast} />
      <div className={classes.columns}>
        <div className={classes.left}>
          <CodePanel
            {...{ course: course.slug, opened, filter, comparedWith }}
            writing={review.writing}
            write={review.write}
            onCompare={setComparedWith}
          />
        </div>
        <div className={classes.right}>
          <GradingPanel
            course={course}
            opened={opened}
            writing={review.writing}
            write={review.write}
            isRefused={isRefused}
          />
          <Reports course={course.slug} opened={opened} onChange={change} onGoToLine={focusCode} />
          <RunFacts opened={opened} />
          <Messages
            course={course.slug}
            opened={opened}
            onSent={(threads) => {
              change({ threads })
            }}
          />
        </div>
      </div>
      {showsKeys && (
        <KeysDialog
          isOn={lettersOn}
          onSwitch={switchLetters}
          onClose={() => {
            setShowsKeys(false)
          }}
        />
      )}
      {leavingFor !== null && (
        <LeaveQuestion
          onAnswer={(leaves) => {
            setLeavingFor(null)
            if (leaves) navigate(addressOf(leavingFor))
          }}
        />
      )}
    </div>
  )
}
