import { expect, test } from '@jest/globals'
import { scoreOf, type ScoredRow } from '../../server/scores.ts'

const graded: ScoredRow = { verdict: 'wrongAnswer', points: 6, maxPoints: 10, review: null }
const review = (fields: Partial<NonNullable<ScoredRow['review']>>): ScoredRow => ({
  ...graded,
  review: { override: null, doneAt: new Date(), marks: [], ...fields },
})
const marks = (...points: number[]) => points.map((one) => ({ item: { points: one } }))

test('a score is the grader’s points, then the rubric’s, between nothing and the most that there is', () => {
  expect(scoreOf(graded)).toBe(6)
  expect(scoreOf(review({ marks: marks(2, -1) }))).toBe(7)
  expect(scoreOf(review({ marks: marks(9) }))).toBe(10)
  expect(scoreOf(review({ marks: marks(-9) }))).toBe(0)
})

test('an override replaces all of it, and a draft of a review changes nothing', () => {
  expect(scoreOf(review({ override: 9, marks: marks(-9) }))).toBe(9)
  expect(scoreOf(review({ override: 9, doneAt: null }))).toBe(6)
})

test('what is not graded, or failed by our fault, has no score', () => {
  expect(scoreOf({ ...graded, verdict: null, points: null })).toBeNull()
  expect(scoreOf({ ...graded, verdict: 'graderError', points: 0 })).toBeNull()
})
