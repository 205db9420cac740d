import { expect, test } from '@jest/globals'
import { creditAt, deadlineOf, LatePolicy } from '../../../grader/queue/lateness.ts'

const dueAt = new Date('2026-11-20T12:00:00Z')
const after = (hours: number) => new Date(dueAt.getTime() + hours * 3_600_000)
const policy: LatePolicy = [
  { hours: 24, credit: 0.8 },
  { hours: 72, credit: 0.5 },
]

test('late work counts by the first step whose hours have not passed', () => {
  const credits = [-1, 0, 1, 24, 25, 72, 73].map((hours) => creditAt(after(hours), dueAt, policy))
  expect(credits).toEqual([1, 1, 0.8, 0.8, 0.5, 0.5, 0])
  expect(creditAt(after(1), dueAt, null)).toBe(0)
  expect(creditAt(after(1), null, policy)).toBe(1)
})

test('an extension moves the due date and the end of late work', () => {
  const assignment = { dueAt, latePolicy: policy }
  expect(deadlineOf(assignment, null)).toEqual({ dueAt, closesAt: after(72) })
  expect(deadlineOf(assignment, { dueAt: after(48) })).toEqual({
    ...{ dueAt: after(48), closesAt: after(120) },
  })
  expect(deadlineOf({ dueAt: null, latePolicy: null }, { dueAt })).toEqual({
    ...{ dueAt: null, closesAt: null },
  })
})

test('a late policy whose steps do not rise is refused with what is wanted', () => {
  const wrong = [
    { hours: 24, credit: 0.5 },
    { hours: 12, credit: 0.8 },
  ]
  const message = LatePolicy.safeParse(wrong).error?.issues[0]?.message
  expect(message).toBe('hours must rise from step to step, and credit must not')
})
