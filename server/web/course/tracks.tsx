/** All exercises of a course by track, or those of them that are asked for. */
import { VisuallyHidden } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import {
  type Course,
  type Filter,
  filters,
  type Given,
  hasDates,
  isFoldedAtFirst,
  isShown,
  nextByTheClock,
} from './course.ts'
import { ExerciseRows } from './exercise-rows.tsx'
import classes from './tracks.module.css'
import { When } from './when.tsx'

interface TracksProps {
  readonly course: Course
  readonly now: number
}

export function Tracks({ course, now }: TracksProps): ReactNode {
  const { t } = useTranslation('course')
  const [search, setSearch] = useSearchParams()
  const asked = filters.find((one) => one === search.get('show')) ?? 'all'
  /** What this person folded and unfolded; the rest is as it is at first. */
  const [folds, setFolds] = useSessionStorage<Readonly<Record<string, boolean>>>({
    key: `attendant-folds-${course.slug}`,
    defaultValue: {},
  })
  const tracks = course.tracks.map((track) => ({
    track,
    shown: track.exercises.filter((one) => isShown(one, asked, now)),
    isFolded: folds[track.title] ?? isFoldedAtFirst(course, track.exercises, now),
  }))
  const count = tracks.reduce((sum, { shown }) => sum + shown.length, 0)
  const anyFolded = tracks.some(({ isFolded }) => isFolded)
  return (
    <>
      <div className={classes.choice}>
        <Filters
          {...{ course, now, asked }}
          onAsk={(one) => {
            setSearch(one === 'all' ? {} : { show: one }, { replace: true })
          }}
        />
        {asked === 'all' && course.tracks.length > leastToFold && (
          <button
            type="button"
            className={classes.foldAll}
            onClick={() => {
              setFolds(Object.fromEntries(tracks.map(({ track }) => [track.title, !anyFolded])))
            }}
          >
            {anyFolded ? t('unfoldAll') : t('foldAll')}
          </button>
        )}
      </div>
      <p role="status" className={classes.status}>
        {count === 0 && asked !== 'all' ? (
          t(nothing[asked])
        ) : (
          <VisuallyHidden>{t('shown', { count })}</VisuallyHidden>
        )}
      </p>
      {tracks.map(({ track, shown, isFolded }) =>
        shown.length === 0 ? null : (
          <Track
            key={track.title}
            {...{ course, track, shown, now }}
            // What was asked for is never folded away.
            isOpen={asked !== 'all' || !isFolded}
            onToggle={
              asked === 'all'
                ? () => {
                    setFolds({ ...folds, [track.title]: !isFolded })
                  }
                : null
            }
          />
        ),
      )}
    </>
  )
}

interface FiltersProps extends TracksProps {
  readonly asked: Filter
  readonly onAsk: (filter: Filter) => void
}

function Filters({ course, now, asked, onAsk }: FiltersProps): ReactNode {
  const { t } = useTranslation('course')
  const exercises = course.tracks.flatMap((track) => track.exercises)
  const offered = hasDates(course) ? filters : filters.filter((one) => one !== 'soon')
  return (
    <div role="group" aria-label={t('show')} className={classes.filters}>
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === asked}
          onClick={() => {
            onAsk(one)
          }}
        >
          {t(one)}{' '}
          <span className={classes.count}>
            {exercises.filter((each) => isShown(each, one, now)).length}
          </span>
        </button>
      ))}
    </div>
  )
}

/** With fewer tracks, each is folded by hand. */
const leastToFold = 4

const nothing = {
  open: 'nothingOpen',
  soon: 'nothingSoon',
  passed: 'nothingPassed',
} as const

interface TrackProps extends TracksProps {
  readonly track: Course['tracks'][number]
  readonly shown: readonly Given[]
  readonly isOpen: boolean
  /** Null where it cannot be folded. */
  readonly onToggle: (() => void) | null
}

function Track({ course, track, shown, isOpen, onToggle, now }: TrackProps): ReactNode {
  const { t } = useTranslation('course')
  const { title, exercises } = track
  const passed = exercises.filter(({ state }) => state === 'passed').length
  const next = isOpen ? null : nextByTheClock(exercises, now)
  const sums = (
    <>
      <span className={classes.name}>{title}</span>
      {next && (
        <span className={classes.next}>
          <When exercise={next} timeZone={course.timeZone} now={now} isShort />
        </span>
      )}
      <span className={classes.sum}>
        {passed === exercises.length && (
          <span aria-hidden className={classes.tick}>
            ✓{' '}
          </span>
        )}
        {t('passedOf', { passed, count: exercises.length })}
      </span>
    </>
  )
  return (
    <section className={classes.track}>
      <h2 className={classes.title}>
        {onToggle ? (
          <button type="button" aria-expanded={isOpen} onClick={onToggle}>
            <span aria-hidden className={classes.chevron}>
              {isOpen ? '▾' : '▸'}
            </span>
            {sums}
          </button>
        ) : (
          <span>{sums}</span>
        )}
      </h2>
      {isOpen && <ExerciseRows course={course} exercises={shown} now={now} />}
    </section>
  )
}
