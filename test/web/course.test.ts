import { expect, test } from '@jest/globals'
import {
  type Course,
  dueNext,
  type Given,
  isFoldedAtFirst,
  isShown,
  nextByTheClock,
  timingOf,
} from '../../server/web/course/course.ts'

const now = Date.parse('2026-03-02T12:00:00.000Z')
const day = 24 * 60 * 60_000
const inDays = (days: number) => new Date(now + days * day).toISOString()

function given(slug: string, fields: Partial<Given> = {}): Given {
  return {
    ...{ slug, code: 'E01', title: slug, difficulty: 1, minutes: 20, points: 20, buildsOn: [] },
    ...{ state: 'new', best: null, assignment: slug, opensAt: null, dueAt: null },
    ...{ attempts: 0, attemptLimit: null, cooldownSeconds: null, nextAttemptAt: null },
    ...{ isExtended: false, late: [], ...fields },
  }
}

function course(tracks: Given[][], continueWith: string | null): Course {
  const exercises = tracks.flat().length
  return {
    ...{ slug: 'c', title: 'C', timeZone: 'UTC', role: 'student', continueWith },
    tracks: tracks.map((ones, at) => ({ title: `track ${at}`, exercises: ones })),
    progress: { passed: 0, exercises, points: 0, maxPoints: 20 * exercises },
  }
}

test('an exercise opens, then is due, then is closed; without dates nothing is said', () => {
  const dates = { opensAt: inDays(1), dueAt: inDays(9) }
  const at = (time: number) => timingOf(given('a', dates), time)
  expect(at(now)).toEqual({ kind: 'opens', at: dates.opensAt })
  expect(at(now + day)).toEqual({ kind: 'due', at: dates.dueAt, isSoon: false })
  expect(at(now + 2 * day)).toEqual({ kind: 'due', at: dates.dueAt, isSoon: true })
  expect(at(now + 9 * day)).toEqual({ kind: 'closed', at: dates.dueAt })
  expect(timingOf(given('b'), now)).toBeNull()
})

test('to do is what is open and not passed; due soon is what of it ends within a week', () => {
  const ones = [
    given('free'),
    given('passed', { state: 'passed', dueAt: inDays(2) }),
    given('soon', { state: 'tried', dueAt: inDays(2) }),
    given('later', { dueAt: inDays(20) }),
    given('closed', { dueAt: inDays(-1) }),
    given('unopened', { opensAt: inDays(1), dueAt: inDays(2) }),
  ]
  const shown = (filter: Parameters<typeof isShown>[1]) =>
    ones.filter((one) => isShown(one, filter, now)).map(({ slug }) => slug)
  expect(shown('all')).toHaveLength(6)
  expect(shown('open')).toEqual(['free', 'soon', 'later'])
  expect(shown('soon')).toEqual(['soon'])
  expect(shown('passed')).toEqual(['passed'])
})

test('what is due next comes nearest first, and what opens next where nothing is due', () => {
  const later = given('later', { dueAt: inDays(20) })
  const soon = given('soon', { dueAt: inDays(2) })
  const unopened = [given('y', { opensAt: inDays(9) }), given('x', { opensAt: inDays(5) })]
  expect(dueNext([later, soon], now, 3)).toEqual([soon, later])
  expect(nextByTheClock([...unopened, later], now)).toBe(later)
  expect(nextByTheClock(unopened, now)?.slug).toBe('x')
  expect(nextByTheClock([given('free')], now)).toBeNull()
})

test('a long course unfolds only tracks with what is next, begun or due soon', () => {
  const passed = [given('done', { state: 'passed', dueAt: inDays(3) })]
  const next = [given('next')]
  const begun = [given('begun', { state: 'started' })]
  const soon = [given('soon', { dueAt: inDays(3) })]
  const rest = Array.from({ length: 13 }, (_, at) => given(`rest ${at}`))
  const tracks = [passed, next, begun, soon, rest]
  const long = course(tracks, 'next')
  expect(tracks.map((ones) => isFoldedAtFirst(long, ones, now))).toEqual([
    ...[true, false, false, false, true],
  ])
  expect(isFoldedAtFirst(course([passed, next], 'next'), passed, now)).toBe(false)
})
