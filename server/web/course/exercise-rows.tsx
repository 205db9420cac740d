/** Exercises of a course, a row for each: what it is, how one stands with it, and until when. */
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type Course, type Given, hasDates, timingOf } from './course.ts'
import classes from './exercise-rows.module.css'
import { When } from './when.tsx'

interface ExerciseRowProps {
  readonly course: Course
  readonly exercise: Given
  readonly now: number
}

export function ExerciseRows({
  exercises,
  ...shared
}: Omit<ExerciseRowProps, 'exercise'> & { exercises: readonly Given[] }): ReactNode {
  return (
    <ul className={hasDates(shared.course) ? `${classes.rows} ${classes.dated}` : classes.rows}>
      {exercises.map((one) => (
        <ExerciseRow key={one.assignment} exercise={one} {...shared} />
      ))}
    </ul>
  )
}

function ExerciseRow({ course, exercise, now }: ExerciseRowProps): ReactNode {
  const { t } = useTranslation('course')
  const { slug, code, title, difficulty, minutes, points, buildsOn } = exercise
  const notOpen = timingOf(exercise, now)?.kind === 'opens'
  return (
    <li className={notOpen ? `${classes.row} ${classes.notOpen}` : classes.row}>
      <StateSign state={exercise.state} />
      <div className={classes.what}>
        <Link href={`/courses/${course.slug}/${slug}`} className={classes.title}>
          <span className={classes.code}>{code}</span> {title}
        </Link>
        <p className={classes.about}>
          <Difficulty level={difficulty} />
          <span>{t('minutes', { minutes })}</span>
          <span>{t('points', { count: points })}</span>
          {buildsOn.length > 0 && (
            <span>
              {t('buildsOn')}{' '}
              {buildsOn.map((before, at) => (
                <span key={before.slug}>
                  {at > 0 && ', '}
                  <Link href={`/courses/${course.slug}/${before.slug}`}>{before.title}</Link>
                </span>
              ))}
            </span>
          )}
        </p>
      </div>
      <Standing exercise={exercise} />
      <div className={classes.when}>
        <When exercise={exercise} timeZone={course.timeZone} now={now} />
      </div>
    </li>
  )
}

/** The state in a word, with the best score and the attempts that it took. */
function Standing({ exercise }: { exercise: Given }): ReactNode {
  const { t } = useTranslation('course')
  const { state, best, points: max, attempts, attemptLimit: limit } = exercise
  const isLast = limit !== null && attempts >= limit - 1
  return (
    <div className={classes.standing}>
      <p className={classes[state]}>
        {t(stateWords[state])}
        {best && (
          <>
            {' · '}
            {t(state === 'passed' ? 'scoreOf' : 'bestOf', { points: best.points, max })}
          </>
        )}
      </p>
      {attempts > 0 && (
        <p className={isLast && state !== 'passed' ? classes.few : classes.attempts}>
          {limit === null
            ? t('attempts', { count: attempts })
            : t('attemptsOf', { used: attempts, limit })}
        </p>
      )}
    </div>
  )
}

const stateWords = {
  new: 'stateNew',
  started: 'stateStarted',
  tried: 'stateTried',
  passed: 'statePassed',
} as const

/** A circle that fills: empty, a dot, half, full with a tick. The word for it stands beside it. */
function StateSign({ state }: { state: Given['state'] }): ReactNode {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={`${classes.sign} ${classes[state]}`}>
      {state === 'passed' ? (
        <>
          <circle cx="10" cy="10" r="9" fill="currentColor" />
          <path d="M5.5 10.5l3 3 6-6.5" fill="none" stroke="var(--surface)" strokeWidth="2" />
        </>
      ) : (
        <>
          <circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" strokeWidth="2" />
          {state === 'started' && <circle cx="10" cy="10" r="3" fill="currentColor" />}
          {state === 'tried' && <path d="M10 2a8 8 0 0 1 0 16z" fill="currentColor" />}
        </>
      )}
    </svg>
  )
}

function Difficulty({ level }: { level: number }): ReactNode {
  const { t } = useTranslation('course')
  return (
    <span>
      <span aria-hidden className={classes.dots}>
        {'●'.repeat(level)}
        {'○'.repeat(5 - level)}
      </span>
      <VisuallyHidden>{t('difficulty', { difficulty: level })}</VisuallyHidden>
    </span>
  )
}
