/** Rubric items with their keys, and points that replace the score. */
import { Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { inert } from '../../../../grader/explain.ts'
import { pointsText, signedPoints } from '../../report/points.ts'
import type { StaffCourse } from '../area.ts'
import type { Opened } from './opened.ts'
import classes from './review.module.css'
import { overrideProblem, withMark, type Writing } from './writing.ts'

interface GradingPanelProps {
  readonly course: StaffCourse
  readonly opened: Opened
  readonly writing: Writing
  readonly write: (next: (now: Writing) => Writing) => void
  /** What is missing was looked for in vain. */
  readonly isRefused: boolean
}

export function GradingPanel(props: GradingPanelProps): ReactNode {
  const { course, opened, writing, write } = props
  const { t } = useTranslation('review')
  const { rubric, points } = opened
  const isInstructor = course.role === 'instructor'
  const rubricAddress = `/courses/${course.slug}/staff/review/rubrics?assignment=${opened.assignment}`
  return (
    <section className={classes.panel} aria-labelledby="review-grading">
      <div className={classes.sectionHead}>
        <h2 id="review-grading">{t('rubric')}</h2>
        {isInstructor && (
          <Link href={rubricAddress}>{t(rubric.length > 0 ? 'rubricChange' : 'rubricWrite')}</Link>
        )}
      </div>
      {rubric.length === 0 && <p className={classes.faint}>{t('rubricNone')}</p>}
      <ul className={classes.items}>
        {points !== null && (
          <li className={classes.item}>
            <span className={classes.itemText}>{t('gradersPoints')}</span>
            <span>{pointsText(points)}</span>
          </li>
        )}
        {rubric.map((item, at) => (
          <li key={item.id}>
            <label className={classes.item}>
              <kbd>{at < 9 ? at + 1 : ''}</kbd>
              <input
                type="checkbox"
                checked={writing.marks.includes(item.id)}
                onChange={() => {
                  write((now) => withMark(now, item.id))
                }}
              />
              <span className={classes.itemText}>{inert(item.text)}</span>
              <span>{signedPoints(item.points)}</span>
            </label>
          </li>
        ))}
      </ul>
      <Override {...props} />
    </section>
  )
}

function Override({ opened, writing, write, isRefused }: GradingPanelProps): ReactNode {
  const { t } = useTranslation('review')
  const [wasLeft, setWasLeft] = useState(false)
  const most = pointsText(opened.mostPoints)
  const problem = overrideProblem(writing, opened.mostPoints)
  const words = {
    points: t('overridePointsMissing'),
    tooMany: t('overrideTooMany', { most }),
    reason: t('overrideReasonMissing'),
  }
  const said =
    problem !== null && (wasLeft || isRefused || problem === 'tooMany') ? words[problem] : undefined
  return (
    <fieldset
      className={classes.override}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setWasLeft(true)
      }}
    >
      <legend>
        {t('override')} <kbd>O</kbd>
      </legend>
      <p className={classes.faint}>{t('overrideInstead')}</p>
      <TextInput
        data-part="points"
        label={t('overridePoints', { most })}
        inputMode="decimal"
        autoComplete="off"
        className={classes.overridePoints}
        error={problem === 'reason' ? undefined : said}
        value={writing.points}
        onChange={({ currentTarget: { value } }) => {
          write((now) => ({ ...now, points: value }))
        }}
      />
      <Textarea
        data-part="reason"
        label={t('overrideReason')}
        rows={1}
        maxLength={2_000}
        className={classes.overrideReason}
        classNames={{ input: classes.growing }}
        error={problem === 'reason' ? said : undefined}
        value={writing.reason}
        onChange={({ currentTarget: { value } }) => {
          write((now) => ({ ...now, reason: value }))
        }}
      />
    </fieldset>
  )
}
