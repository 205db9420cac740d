import { expect, test } from '@jest/globals'
import { stageOf, untilNextStage } from '../../server/web/workspace/deadline.ts'

const dueAt = '2026-09-01T22:00:00Z'
const due = Date.parse(dueAt)
const minutesBefore = (minutes: number) => due - minutes * 60_000

test.each([
  [minutesBefore(61), 'far'],
  [minutesBefore(60), 'hour'],
  [minutesBefore(10), 'tenMinutes'],
  [minutesBefore(1), 'minute'],
  [due - 1, 'minute'],
  [due, 'passed'],
])('at %d the deadline is %s', (now, stage) => {
  expect(stageOf(dueAt, now)).toBe(stage)
})

test('waiting again and again meets every stage once, and then nothing', () => {
  const met = []
  let now = minutesBefore(3 * 24 * 60)
  for (let wait = untilNextStage(dueAt, now); wait !== null; wait = untilNextStage(dueAt, now)) {
    expect(wait).toBeGreaterThan(0)
    now += wait
    met.push(stageOf(dueAt, now))
  }
  expect(met.filter((stage) => stage !== 'far')).toEqual(['hour', 'tenMinutes', 'minute', 'passed'])
})

test('without a deadline there is nothing to wait for', () => {
  expect(stageOf(null, due)).toBe('far')
  expect(untilNextStage(null, due)).toBeNull()
})
