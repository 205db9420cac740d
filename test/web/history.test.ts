import { expect, test } from '@jest/globals'
import {
  bestAttempt,
  type Listed,
  numbered,
  scoredAttempts,
  usualPair,
} from '../../server/web/course/history.ts'

function listed(id: string, fields: Partial<Listed> = {}): Listed {
  return {
    ...{ id, exercise: 'attention', kind: 'submit', assignment: null, status: 'finished' },
    ...{ queuedAt: '2026-03-01T00:00:00.000Z', startedAt: null, finishedAt: null },
    ...{ verdict: 'wrongAnswer', points: 0, maxPoints: 20, ...fields },
  }
}

const newestFirst = [
  listed('e', { status: 'waiting', verdict: null, points: null, maxPoints: null }),
  listed('d', { points: 18 }),
  listed('c', { kind: 'run', points: 20 }),
  listed('b', { points: 18 }),
  listed('ours', { verdict: 'graderError', points: null }),
  listed('replaced', { status: 'superseded', verdict: null, points: null }),
  listed('a'),
]

test('attempts count from the oldest; runs, replaced ones and failures of ours are none', () => {
  expect(numbered(newestFirst).map(({ id, attempt }) => [id, attempt])).toEqual([
    ['e', 4],
    ['d', 3],
    ['c', null],
    ['b', 2],
    ['ours', null],
    ['replaced', null],
    ['a', 1],
  ])
})

test('the best attempt is the first with the most points, of what was graded', () => {
  const scored = scoredAttempts(numbered(newestFirst))
  expect(scored.map(({ attempt, points }) => [attempt, points])).toEqual([
    [1, 0],
    [2, 18],
    [3, 18],
  ])
  expect(bestAttempt(scored)?.attempt).toBe(2)
  expect(bestAttempt([])).toBeNull()
})

test('the last two attempts are compared first; with fewer, the last two of any kind', () => {
  expect(usualPair(numbered(newestFirst))).toEqual({ before: 'd', after: 'e' })
  const runs = [listed('2', { kind: 'run' }), listed('1', { kind: 'run' }), listed('0')]
  expect(usualPair(numbered(runs))).toEqual({ before: '1', after: '2' })
  expect(usualPair(numbered([listed('0')]))).toBeNull()
})
