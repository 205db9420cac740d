/** The answers for somebody who comes back: how far am I, what is next, what is due. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Course } from './course.ts'
import { dueNext } from './course.ts'
import classes from './overview.module.css'
import { When } from './when.tsx'

export function Overview({ course, now }: { course: Course; now: number }): ReactNode {
  const { t } = useTranslation('course')
  const exercises = course.tracks.flatMap((track) => track.exercises)
  const due = dueNext(exercises, now, 3)
  return (
    <section className={classes.overview} aria-label={t('overview')}>
      <Progress course={course} />
      <Continue course={course} />
      {due.length > 0 && (
        <div className={classes.due}>
          <h2 className={classes.dueTitle}>{t('dueNext')}</h2>
          <ul>
            {due.map((one) => (
              <li key={one.assignment}>
                <Link href={`/courses/${course.slug}/${one.slug}`}>
                  {one.code} {one.title}
                </Link>
                <When exercise={one} timeZone={course.timeZone} now={now} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** A tick for each exercise, in order: the higher, the further. The words beside it say the sums. */
function Progress({ course }: { course: Course }): ReactNode {
  const { t } = useTranslation('course')
  const { passed, exercises, points, maxPoints } = course.progress
  const words = t('passedOf', { passed, count: exercises })
  return (
    <div className={classes.progress}>
      <p className={classes.sums}>
        <span className={classes.passed}>{words}</span>
        <span>{t('pointsOf', { points, max: maxPoints })}</span>
      </p>
      <div
        role="progressbar"
        aria-label={t('progress')}
        aria-valuemin={0}
        aria-valuemax={exercises}
        aria-valuenow={passed}
        aria-valuetext={words}
        className={classes.bar}
      >
        {course.tracks.map((track) => (
          <span
            key={track.title}
            className={classes.track}
            style={{ flexGrow: track.exercises.length }}
          >
            {track.exercises.map(({ assignment, state }) => (
              <span key={assignment} className={classes[state]} />
            ))}
          </span>
        ))}
      </div>
    </div>
  )
}

/** The one thing to do next. */
function Continue({ course }: { course: Course }): ReactNode {
  const { t } = useTranslation('course')
  const exercises = course.tracks.flatMap((track) => track.exercises)
  const next = exercises.find(({ slug }) => slug === course.continueWith)
  if (!next) {
    const isDone = course.progress.passed === course.progress.exercises
    return isDone ? <p className={classes.done}>{t('allPassed')}</p> : null
  }
  const isFirst = exercises.every(({ state }) => state === 'new')
  const label = next.state !== 'new' ? t('continueWith') : isFirst ? t('beginWith') : t('nextIs')
  return (
    <Link href={`/courses/${course.slug}/${next.slug}`} className={classes.next}>
      <span className={classes.nextLabel}>{label}</span>
      <span className={classes.nextTitle}>
        {next.code} {next.title}
      </span>
      <span aria-hidden className={classes.arrow}>
        →
      </span>
    </Link>
  )
}
