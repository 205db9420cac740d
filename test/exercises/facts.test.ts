/** An exercise's facts as JSON, there and back; and what is not taken from somebody nobody trusts. */
import { expect, test } from '@jest/globals'
import { FactsRefused, readFacts, writeFacts } from '../../exercises/facts.ts'
import { course, exerciseOf } from '../../exercises/index.ts'
import type { ExerciseFacts } from '../../exercises/exercise.ts'

const asSent = (exercise: ExerciseFacts): unknown =>
  JSON.parse(JSON.stringify(writeFacts(exercise)))

test.each(course.map((exercise) => [exercise.slug, exercise] as const))(
  'the facts of %s come back as they were',
  (_slug, exercise) => {
    const read = readFacts(asSent(exercise))
    expect(asSent(read)).toEqual(asSent(exercise))
    expect(read.cases.map(({ name }) => name)).toEqual(exercise.cases.map(({ name }) => name))
  },
)

test('inputs of examples come back as tensors', () => {
  const exercise = exerciseOf('attention') as ExerciseFacts
  const [example] = exercise.cases
  const [read] = readFacts(asSent(exercise)).cases
  expect(read).toEqual(example)
})

const changed = (change: Record<string, unknown>): unknown => ({
  ...(asSent(exerciseOf('softmax') as ExerciseFacts) as object),
  ...change,
})

test.each([
  ['nothing at all', null, 'expected object'],
  ['a code that is none', changed({ code: 'X1' }), 'use a code such as E11'],
  ['no points', changed({ cases: [] }), 'at cases'],
  [
    'a day for one call',
    changed({ limits: { milliseconds: 86_400_000, megabytes: 64 } }),
    'limits.milliseconds',
  ],
  [
    'a parameter called __proto__',
    changed({
      signature: {
        name: 'f',
        parameters: [{ name: '__proto__', type: { kind: 'number' }, meaning: 'm' }],
        returns: { kind: 'number' },
      },
    }),
    'use letters, digits and _',
  ],
])('%s is refused with what is wanted', (_what, json, words) => {
  expect(() => readFacts(json)).toThrow(FactsRefused)
  expect(() => readFacts(json)).toThrow(words)
})

test('an example whose inputs lack a parameter is refused by name', () => {
  const { cases, ...rest } = asSent(exerciseOf('attention') as ExerciseFacts) as {
    cases: { kind: string; inputs?: Record<string, unknown> }[]
  }
  delete cases[0]?.inputs?.['mask']
  expect(() => readFacts({ ...rest, cases })).toThrow(/the example ".*" has no input "mask"/)
})
