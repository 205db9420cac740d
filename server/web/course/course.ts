/** What a student wants to know of a course's exercises at a glance. */
import type { CourseExercise, OpenCourse } from '../../api/course.ts'
import type { Wire } from '../../api/wire.ts'
import { nextDeadline } from '../workspace/deadline.ts'

export type Course = Wire<OpenCourse>
export type Given = Wire<CourseExercise>

const week = 7 * 24 * 60 * 60_000

/** What is next to happen to an exercise by the clock, or what happened last; null where it has no dates. */
export type Timing =
  | { readonly kind: 'opens' | 'closed'; readonly at: string }
  | { readonly kind: 'due'; readonly at: string; readonly isSoon: boolean }
  /** Late work still counts, that much of 1. */
  | { readonly kind: 'late'; readonly at: string; readonly credit: number }

export function timingOf(given: Given, now: number): Timing | null {
  const { opensAt } = given
  if (opensAt !== null && Date.parse(opensAt) > now) return { kind: 'opens', at: opensAt }
  const deadline = nextDeadline(given, now)
  if (deadline === null) return null
  const { at, credit, isLate } = deadline
  const left = Date.parse(at) - now
  if (left <= 0) return { kind: 'closed', at }
  return isLate ? { kind: 'late', at, credit } : { kind: 'due', at, isSoon: left <= week }
}

/** Which exercises are asked for. */
export const filters = ['all', 'open', 'soon', 'passed'] as const
export type Filter = (typeof filters)[number]

/** Whether there is still something to do: not passed, and neither closed nor still to open. */
function isToDo(exercise: Given, now: number): boolean {
  const timing = timingOf(exercise, now)
  return (
    exercise.state !== 'passed' &&
    (timing === null || timing.kind === 'due' || timing.kind === 'late')
  )
}

export function isShown(exercise: Given, filter: Filter, now: number): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'open':
      return isToDo(exercise, now)
    case 'soon': {
      const timing = timingOf(exercise, now)
      if (exercise.state === 'passed') return false
      return timing?.kind === 'late' || (timing?.kind === 'due' && timing.isSoon)
    }
    case 'passed':
      return exercise.state === 'passed'
  }
}

/** What is due next, the nearest first. */
export function dueNext(exercises: readonly Given[], now: number, most: number): Given[] {
  return exercises
    .filter((one) => one.dueAt !== null && isToDo(one, now))
    .toSorted((a, b) => Date.parse(a.dueAt!) - Date.parse(b.dueAt!))
    .slice(0, most)
}

/** In courses of more exercises than this, only the tracks that matter now are unfolded. */
const mostUnfolded = 16

/** Whether a track is folded until somebody unfolds it: in long courses, where nothing in it is next, begun or due soon. */
export function isFoldedAtFirst(course: Course, exercises: readonly Given[], now: number): boolean {
  if (course.progress.exercises <= mostUnfolded) return false
  return !exercises.some(
    (one) =>
      one.slug === course.continueWith ||
      one.state === 'started' ||
      one.state === 'tried' ||
      isShown(one, 'soon', now),
  )
}

/** Whether any exercise has a date. */
export function hasDates(course: Course): boolean {
  return course.tracks.some(({ exercises }) =>
    exercises.some(({ opensAt, dueAt }) => opensAt !== null || dueAt !== null),
  )
}

/** Of a track: what is due next, else what opens next; null where the clock changes nothing. */
export function nextByTheClock(exercises: readonly Given[], now: number): Given | null {
  const opening = exercises
    .filter((one) => timingOf(one, now)?.kind === 'opens')
    .toSorted((a, b) => Date.parse(a.opensAt!) - Date.parse(b.opensAt!))
  return dueNext(exercises, now, 1)[0] ?? opening[0] ?? null
}
