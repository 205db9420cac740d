/** What of a review that is being written is sent, and what it is worth. */
import { expect, test } from '@jest/globals'
import type { Opened } from '../../../../server/web/staff/review/opened.ts'
import {
  contentOf,
  overrideProblem,
  scoreThen,
  withChangedRemark,
  withMark,
  withRemark,
  writingOf,
} from '../../../../server/web/staff/review/writing.ts'

const nothing = writingOf(null)
const graded = {
  ...{ verdict: 'wrongAnswer', points: 4, maxPoints: 6 },
  rubric: [
    { id: 'names', text: 'Clear names', points: 1, reviews: 0 },
    { id: 'loops', text: 'Loops', points: -0.5, reviews: 0 },
    { id: 'bonus', text: 'More', points: 5, reviews: 0 },
  ],
} as unknown as Opened

test('remarks without a text are not sent; the others come by line, without spaces around', () => {
  const later = withChangedRemark(withRemark(nothing, 9, 9), 0, { text: ' here \n' })
  const both = withChangedRemark(withRemark(later, 2, 4), 1, { text: 'there' })
  expect(contentOf(withRemark(both, 1, 1)).comments).toEqual([
    { line: 2, endLine: 4, text: 'there', bankComment: null },
    { line: 9, endLine: 9, text: 'here', bankComment: null },
  ])
})

test('an override is sent only with a reason, and what is missing is told', () => {
  const problemOf = (points: string, reason: string) =>
    overrideProblem({ ...nothing, points, reason }, 6)
  expect(problemOf('', '')).toBeNull()
  expect(problemOf('', 'late bus')).toBe('points')
  expect(problemOf('many', 'late bus')).toBe('points')
  expect(problemOf('7', 'late bus')).toBe('tooMany')
  expect(problemOf('4,5', ' ')).toBe('reason')
  expect(problemOf('4,5', 'late bus')).toBeNull()
  expect(contentOf({ ...nothing, points: '4,5', reason: '' }).override).toBeNull()
  expect(contentOf({ ...nothing, points: '4,5', reason: 'late bus' }).override).toEqual({
    points: 4.5,
    reason: 'late bus',
  })
})

test('the score to come follows marks, stays within the points there are, and yields to an override', () => {
  expect(scoreThen(nothing, graded)).toBe(4)
  const marked = withMark(withMark(nothing, 'names'), 'loops')
  expect(scoreThen(marked, graded)).toBe(4.5)
  expect(scoreThen(withMark(marked, 'names'), graded)).toBe(3.5)
  expect(scoreThen(withMark(marked, 'bonus'), graded)).toBe(6)
  expect(scoreThen({ ...marked, points: '2', reason: 'copied' }, graded)).toBe(2)
})
