import { expect, test } from '@jest/globals'
import { changedNames, merged } from '../../../../server/web/staff/assignments/settings.ts'

const seen = {
  ...{ opensAt: null, dueAt: '2026-09-30T21:59:00.000Z', latePolicy: null, attemptLimit: null },
  ...{ cooldownSeconds: null, disclosure: null, weight: 1, isHidden: false },
}

test('a late policy with other steps is a change, one with the same steps is none', () => {
  const steps = () => [{ hours: 24, credit: 0.5 }]
  expect(changedNames({ ...seen, latePolicy: steps() }, { ...seen, latePolicy: steps() })).toEqual(
    [],
  )
  expect(changedNames(seen, { ...seen, latePolicy: steps() })).toEqual(['latePolicy'])
})

test('of two changes mine stands where I made one, and theirs everywhere else', () => {
  const mine = { ...seen, weight: 3, attemptLimit: 5 }
  const theirs = { ...seen, weight: 2, isHidden: true, dueAt: null }
  expect(merged(seen, mine, theirs)).toEqual({ ...theirs, weight: 3, attemptLimit: 5 })
})

test('what I set back to what it was before is no change of mine', () => {
  const theirs = { ...seen, weight: 2 }
  expect(merged(seen, { ...seen }, theirs)).toEqual(theirs)
})
