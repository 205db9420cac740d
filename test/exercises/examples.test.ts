import { expect, test } from '@jest/globals'
import { exampleProblems } from '../../exercises/proof/examples.ts'
import { exerciseOf } from '../../exercises/index.ts'
import { tensorOf } from '../../reference/convert.ts'

const linear = exerciseOf('linear')!
const example = linear.cases.find(({ kind }) => kind === 'example')!
const exercise = { ...linear, cases: [example] }

const given = (nested: unknown) => ({
  outputs: new Map([[example.name, [tensorOf(nested, 'float64')]]]),
})

test('an example that the reference gives is right', () => {
  expect(
    exampleProblems(
      exercise,
      given([
        [15, 31],
        [15, 29],
      ]),
    ),
  ).toEqual([])
})

test('an example with a wrong number is told, with how far it is off', () => {
  const [problem, ...others] = exampleProblems(
    exercise,
    given([
      [15, 31],
      [15, 28],
    ]),
  )
  expect(problem).toMatch(
    /^the example "two features in, two out" expects what the reference does not give \(they differ by \d+ times the tolerance\); work it out/,
  )
  expect(others).toEqual([])
})

test('an example with a wrong shape is told', () => {
  expect(exampleProblems(exercise, given([[15, 31]]))[0]).toContain('they differ in shape, type')
})
