/** All exercises of a course by track, or those of them that are asked for. */
import { VisuallyHidden } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import { type Course, type Filter, filters, foldsPassedTracks, isShown } from './course.ts'
import { ExerciseRow } from './exercise-row.tsx'
import classes from './tracks.module.css'

interface TracksProps {
  readonly course: Course
  readonly now: number
}

export function Tracks({ course, now }: TracksProps): ReactNode {
  const { t } = useTranslation('course')
  const [search, setSearch] = useSearchParams()
  const asked = filters.find((one) => one === search.get('show')) ?? 'all'
  const exercises = course.tracks.flatMap((track) => track.exercises)
  const offered = exercises.some(({ dueAt }) => dueAt !== null)
    ? filters
    : filters.filter((one) => one !== 'soon')
  const counts = Object.fromEntries(
    filters.map((one) => [one, exercises.filter((each) => isShown(each, one, now)).length]),
  ) as Record<Filter, number>
  return (
    <>
      <div role="group" aria-label={t('show')} className={classes.filters}>
        {offered.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === asked}
            onClick={() => {
              setSearch(one === 'all' ? {} : { show: one }, { replace: true })
            }}
          >
            {t(one)} <span className={classes.count}>{counts[one]}</span>
          </button>
        ))}
      </div>
      <p role="status" className={classes.status}>
        {counts[asked] === 0 && asked !== 'all' ? (
          t(nothing[asked])
        ) : (
          <VisuallyHidden>{t('shown', { count: counts[asked] })}</VisuallyHidden>
        )}
      </p>
      {course.tracks.map((track) => (
        <Track key={track.title} course={course} track={track} filter={asked} now={now} />
      ))}
    </>
  )
}

const nothing = {
  open: 'nothingOpen',
  soon: 'nothingSoon',
  passed: 'nothingPassed',
} as const

interface TrackProps extends TracksProps {
  readonly track: Course['tracks'][number]
  readonly filter: Filter
}

function Track({ course, track, filter, now }: TrackProps): ReactNode {
  const { t } = useTranslation('course')
  const { title, exercises } = track
  const passed = exercises.filter(({ state }) => state === 'passed').length
  const isPassed = passed === exercises.length
  const [isFolded, setFolded] = useSessionStorage({
    key: `folded ${course.slug} ${title}`,
    defaultValue: isPassed && foldsPassedTracks(course),
  })
  const shown = exercises.filter((one) => isShown(one, filter, now))
  if (shown.length === 0) return null
  // What was asked for is never folded away.
  const isOpen = !isFolded || filter !== 'all'
  return (
    <section className={classes.track}>
      <h2 className={classes.title}>
        <button
          type="button"
          aria-expanded={isOpen}
          disabled={filter !== 'all'}
          onClick={() => {
            setFolded(!isFolded)
          }}
        >
          <span aria-hidden className={classes.chevron}>
            {isOpen ? '▾' : '▸'}
          </span>
          <span className={classes.name}>{title}</span>
          <span className={classes.sum}>
            {isPassed && (
              <span aria-hidden className={classes.tick}>
                ✓{' '}
              </span>
            )}
            {t('passedOf', { passed, count: exercises.length })}
          </span>
        </button>
      </h2>
      {isOpen && (
        <ul className={classes.rows}>
          {shown.map((one) => (
            <ExerciseRow key={one.assignment} course={course} exercise={one} now={now} />
          ))}
        </ul>
      )}
    </section>
  )
}
