import { expect, test } from '@jest/globals'
import { nextDeadline, stageOf, untilNextStage } from '../../server/web/workspace/deadline.ts'

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

test('after the due date the steps of late work come one after the other, and the last one stays', () => {
  const late = [
    { until: '2026-09-02T22:00:00Z', credit: 0.8 },
    { until: '2026-09-04T22:00:00Z', credit: 0.5 },
  ]
  const at = (hours: number) => nextDeadline({ dueAt, late }, due + hours * 3_600_000)
  expect([-1, 0, 25, 73].map(at)).toEqual([
    { at: dueAt, credit: 1, isLate: false },
    { at: late[0]?.until, credit: 0.8, isLate: true },
    { at: late[1]?.until, credit: 0.5, isLate: true },
    { at: late[1]?.until, credit: 0.5, isLate: true },
  ])
  expect(nextDeadline({ dueAt: null, late: [] }, due)).toBeNull()
})
