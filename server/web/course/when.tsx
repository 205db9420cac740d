/** When an exercise opens, is due or was closed: how far off, and the date with its time zone. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, relativeTime } from '../dates.ts'
import { percent } from '../percent.ts'
import { type Given, timingOf } from './course.ts'
import classes from './when.module.css'

interface WhenProps {
  readonly exercise: Given
  readonly timeZone: string
  readonly now: number
  /** Without the date. */
  readonly isShort?: boolean
}

export function When({ exercise, timeZone, now, isShort = false }: WhenProps): ReactNode {
  const { t } = useTranslation('course')
  const timing = timingOf(exercise, now)
  if (!timing) return null
  const { kind, at } = timing
  const isPassed = exercise.state === 'passed'
  const isSoon = kind === 'late' || (kind === 'due' && timing.isSoon)
  const tone = isPassed ? 'calm' : kind === 'closed' ? 'closed' : isSoon ? 'soon' : 'calm'
  return (
    <span className={classes.when}>
      <span className={classes[tone]}>
        {kind === 'late'
          ? t('late', { credit: percent(timing.credit), when: relativeTime(at, now) })
          : t(kind, { when: relativeTime(at, now) })}
        {exercise.isExtended && kind !== 'opens' && ` · ${t('extended')}`}
      </span>{' '}
      {!isShort && (
        <time dateTime={at} className={classes.date}>
          {dateTime(at, timeZone)}
        </time>
      )}
    </span>
  )
}
