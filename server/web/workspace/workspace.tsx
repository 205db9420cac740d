/** An exercise while somebody works on it: statement, code and report, and the draft kept all the while. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourseExercise, OpenCourse } from '../../api/course.ts'
import type { OpenExercise } from '../../api/exercise.ts'
import type { Wire } from '../../api/wire.ts'
import { dateTime } from '../dates.ts'
import { PageTitle } from '../components/page-title.tsx'
import { serverNow } from '../server-time.ts'
import { nextDeadline } from './deadline.ts'
import { Deadline, DeadlineNotice } from './deadline.tsx'
import { keepDraft } from './draft-keeper.ts'
import { DraftNotices } from './draft-notices.tsx'
import type { SavedDraft } from './draft-state.ts'
import { ExerciseNotice } from './exercise-notice.tsx'
import { LeftPane } from './left-pane.tsx'
import type { EditorHandle } from './plain-editor.tsx'
import { Panes, PartsBar, useIsNarrow, type Part } from './panes.tsx'
import { Question } from './question.tsx'
import { courseQuery } from './questions.ts'
import { ReportPane } from './report-pane.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { SaveState } from './save-state.tsx'
import { SourceEditor } from './source-editor.tsx'
import { Toolbar } from './toolbar.tsx'
import { useDeadline } from './use-deadline.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { useHandIn, type HandInKind } from './use-hand-in.ts'
import classes from './workspace.module.css'

interface WorkspaceProps {
  readonly user: string
  readonly course: Wire<OpenCourse>
  /** The exercise as this course gives it. */
  readonly given: Wire<CourseExercise>
  readonly next: Wire<CourseExercise> | null
  /** As it is now; it may change while it is open. */
  readonly exercise: Wire<OpenExercise>
  readonly withdrawn: boolean
  readonly draft: SavedDraft | null
}

export function Workspace(props: WorkspaceProps): ReactNode {
  const { user, course, given, next, exercise, withdrawn, draft } = props
  const { t } = useTranslation('workspace')
  const queries = useQueryClient()
  const [first, setOpened] = useState(exercise)
  // The same version may arrive in another language.
  const opened = exercise.version === first.version ? exercise : first
  /** What the last submission was accepted for. */
  const [accepted, setAccepted] = useState(exercise.version)
  const [asking, setAsking] = useState(false)
  const deadline = nextDeadline(given, serverNow())
  const stage = useDeadline(deadline?.at ?? null)
  const pause = useDeadline(given.nextAttemptAt)
  const [shown, setShown] = useState<Part>('statement')
  const narrow = useIsNarrow()
  const editor = useRef<EditorHandle>(null)
  const [keeper] = useState(() => {
    const { slug, version, stub } = exercise
    return keepDraft({ ...{ user, exercise: slug, version, stub }, server: draft })
  })
  // Listens to other tabs, the network and the end of the page, as long as this page is open.
  useEffect(() => keeper.start(), [keeper])

  const work = useHandIn({
    ...{ exercise: given.slug, assignment: given.assignment },
    source: () => keeper.current().state.source,
    onAccepted: ({ exerciseVersion }) => {
      setAccepted(exerciseVersion)
      if (exerciseVersion !== exercise.version) {
        void queries.invalidateQueries({ queryKey: ['exercise', given.slug] })
      }
      onChanged()
    },
  })
  /** How the exercise stands, and its history, are other ones now. */
  const onChanged = () => {
    void queries.invalidateQueries(courseQuery(course.slug))
    void queries.invalidateQueries({ queryKey: ['history', given.slug] })
  }
  const attemptsLeft = given.attemptLimit === null ? null : given.attemptLimit - given.attempts
  const noSubmit = whyNot()
  function whyNot(): string | null {
    if (withdrawn) return t('withdrawn')
    if (stage === 'passed' && deadline !== null) {
      return t('deadlinePassed', { time: dateTime(deadline.at, course.timeZone) })
    }
    if (attemptsLeft !== null && attemptsLeft <= 0) return t('noAttempts')
    return given.nextAttemptAt !== null && pause !== 'passed'
      ? t('tooSoon', { time: dateTime(given.nextAttemptAt, course.timeZone) })
      : null
  }
  const send = (kind: HandInKind) => {
    keeper.saveNow()
    setShown('report')
    work.handIn(kind)
  }
  const handIn = (kind: HandInKind) => {
    if (kind === 'submit' && attemptsLeft === 1) setAsking(true)
    else send(kind)
  }
  useShortcuts(handIn, () => {
    setShown('report')
  })

  return (
    <div className={classes.workspace}>
      <PageTitle>{`${given.code} ${given.title}`}</PageTitle>
      <Toolbar
        given={given}
        sending={work.sending}
        noSubmit={noSubmit}
        saveState={<SaveState keeper={keeper} />}
        deadline={
          deadline && <Deadline deadline={deadline} timeZone={course.timeZone} stage={stage} />
        }
        shortcuts={<Shortcuts />}
        onHandIn={handIn}
      />
      <div aria-live="polite">
        <ExerciseNotice
          withdrawn={withdrawn}
          changed={exercise.version !== opened.version || accepted !== opened.version}
          onShow={
            exercise.version === opened.version
              ? null
              : () => {
                  setOpened(exercise)
                  setAccepted(exercise.version)
                }
          }
        />
        {deadline && (
          <DeadlineNotice deadline={deadline} timeZone={course.timeZone} stage={stage} />
        )}
        <DraftNotices keeper={keeper} />
      </div>
      {asking && given.attemptLimit !== null && (
        <Question
          title={t('lastAttemptTitle')}
          deed={t('submitLast')}
          onAnswer={(yes) => {
            setAsking(false)
            if (yes) send('submit')
          }}
        >
          {t('lastAttempt', { limit: given.attemptLimit })}
        </Question>
      )}
      {narrow && <PartsBar shown={shown} onShow={setShown} />}
      <Panes
        shown={shown}
        statement={
          <LeftPane
            exercise={opened}
            course={course.slug}
            onOpenSubmission={(id) => {
              setShown('report')
              work.follow(id)
            }}
          />
        }
        code={
          <SourceEditor exercise={given.slug} stub={opened.stub} keeper={keeper} handle={editor} />
        }
        report={
          <ReportPane
            followed={work.followed}
            sending={work.sending}
            error={work.error}
            course={course.slug}
            next={next && { href: `/courses/${course.slug}/${next.slug}`, title: next.title }}
            built={exercise.built}
            onGoToLine={(line, column) => {
              setShown('code')
              requestAnimationFrame(() => editor.current?.goTo(line, column))
            }}
            onEnded={onChanged}
            onLost={() => {
              work.follow(null)
            }}
          />
        }
      />
    </div>
  )
}
