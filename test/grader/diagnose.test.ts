import { describe, expect, test } from '@jest/globals'
import { compare } from '../../grader/compare.ts'
import { diagnose, type Candidate } from '../../grader/diagnose.ts'
import type { Finding } from '../../grader/report.ts'
import type { TensorValue, Value } from '../../reference/value.ts'

const type = { kind: 'tensor', dtype: 'float32', axes: ['T', 'dV'] } as const
const tolerance = { absolute: 1e-5, relative: 0 }
const tensor = (values: readonly number[], shape = [2, 2]): TensorValue => ({
  dtype: 'float32',
  shape,
  values: Float32Array.from(values),
})
const candidate = (id: string, ...outputs: Value[]): Candidate => ({
  ...{ id, sameAs: `mistake ${id}`, hints: [`Is it ${id}?`] },
  outputs,
})
const right = tensor([1, 2, 3, 4])

function diagnoseOutput(yours: TensorValue, ...candidates: Candidate[]) {
  const { finding } = compare({ type, expected: right, yours, tolerance, inputs: {} })
  return diagnose({ type, yours: [yours], candidates, tolerance, finding: finding as Finding })
}

describe('a known mistake', () => {
  test('is named when its numbers are the same, with its own hints', () => {
    const yours = tensor([1, 2, 3, 5])
    expect(
      diagnoseOutput(yours, candidate('A1', tensor([1, 2, 3, 6])), candidate('A2', yours)),
    ).toEqual({
      misconception: { id: 'A2', sameAs: 'mistake A2' },
      hints: ['Is it A2?'],
      alsoMatches: [],
    })
  })

  test('is named in the order of the exercise when several are within the tolerance', () => {
    const yours = tensor([1, 2, 3, 5])
    const diagnosis = diagnoseOutput(
      yours,
      candidate('A1', tensor([1, 2, 3, 5.000005])),
      candidate('A2', yours),
    )
    expect(diagnosis).toMatchObject({ misconception: { id: 'A1' }, alsoMatches: ['mistake A2'] })
  })

  test('that is a little off gives way to one that is not', () => {
    const yours = tensor([1, 2, 3, 5])
    const diagnosis = diagnoseOutput(
      yours,
      candidate('A1', tensor([1, 2, 3, 5.00004])),
      candidate('A2', yours),
    )
    expect(diagnosis).toMatchObject({ misconception: { id: 'A2' }, alsoMatches: ['mistake A1'] })
  })

  test('is not named when it is further off than five times the tolerance', () => {
    const diagnosis = diagnoseOutput(
      tensor([1, 2, 3, 5]),
      candidate('A1', tensor([1, 2, 3, 5.0001])),
    )
    expect(diagnosis.misconception).toBeNull()
  })

  test('that is right here is not named for values that are nearly right', () => {
    const diagnosis = diagnoseOutput(tensor([1, 2, 3, 4.00003]), candidate('A1', right))
    expect(diagnosis.misconception).toBeNull()
  })

  test('is named by its NaN positions', () => {
    const yours = tensor([NaN, NaN, 3, 4])
    expect(
      diagnoseOutput(
        yours,
        candidate('A1', tensor([1, 2, NaN, NaN])),
        candidate('A2', tensor([NaN, NaN, 3, 4])),
      ),
    ).toMatchObject({ misconception: { id: 'A2' }, alsoMatches: [] })
  })

  test('is named by its shape', () => {
    const yours = tensor([1, 2, 3, 4], [4, 1])
    expect(diagnoseOutput(yours, candidate('A1', tensor([1, 2, 3, 4], [4, 1])))).toMatchObject({
      misconception: { id: 'A1' },
    })
  })

  test('has to agree in every run, and to have one', () => {
    const finding: Finding = { kind: 'invariant', relation: 'r', seen: 's', timesAllowed: 9 }
    const runs = [tensor([1, 1, 1, 1]), tensor([2, 2, 2, 2])]
    const diagnosis = diagnose({
      ...{ type, tolerance, finding, yours: runs },
      candidates: [
        candidate('A1', runs[0] as Value, right),
        candidate('A2'),
        candidate('A3', ...runs),
      ],
    })
    expect(diagnosis).toMatchObject({ misconception: { id: 'A3' }, alsoMatches: [] })
    const none = diagnose({ type, tolerance, finding, yours: [], candidates: [candidate('A2')] })
    expect(none.misconception).toBeNull()
  })
})

test('without a known mistake there is nothing to name', () => {
  expect(diagnoseOutput(tensor([0.5, 1, 1.5, 2]))).toEqual({
    ...{ misconception: null, hints: [], alsoMatches: [] },
  })
})
