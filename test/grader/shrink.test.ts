import { expect, test } from '@jest/globals'
import { exerciseOf } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { workingsOf } from '../../exercises/workings.ts'
import { gradeCase, type Runner } from '../../grader/case.ts'
import { findCounterexample } from '../../grader/shrink.ts'
import type { Outcome } from '../../grader/sandbox/outcome.ts'
import type { Value } from '../../reference/value.ts'

const exercise = exerciseOf('softmax') as Exercise
const working = { exercise, workings: workingsOf(exercise) }
const aCase = exercise.cases.find(
  ({ kind, disclosure }) => kind === 'random' && disclosure === 'full',
)!
const seed = 7
const nothing = { console: '', consoleCut: false, milliseconds: 1 }

const unchanged = ([scores]: readonly Value[]): Outcome => {
  return { kind: 'returned', value: scores ?? null, changedInputs: [], ...nothing }
}

/** The case as it failed: with the scores themselves where their softmax was due. */
async function failing() {
  const runner: Runner = { call: (inputs) => Promise.resolve(unchanged(inputs)) }
  const wanted = await Promise.all(
    (await working.workings.runsOf(aCase.name, seed)).map((run) => working.workings.right(run)),
  )
  return gradeCase(working, aCase, seed, wanted, runner)
}

test('smaller inputs are tried until none fails', async () => {
  let tries = 0
  const found = await findCounterexample(working, await failing(), {
    callOnce: (inputs) => {
      tries++
      return Promise.resolve(unchanged(inputs))
    },
  })
  expect(found?.shrinks).toBeGreaterThan(0)
  expect(tries).toBeGreaterThan(2)
})

test.each(['timedOut', 'outOfMemory', 'crashed'] as const)(
  'a try that ends as %s is the last one: each costs a child, and its time',
  async (kind) => {
    const ends: Outcome = { while: 'calling', signal: null, ...nothing, kind }
    let tries = 0
    const found = await findCounterexample(working, await failing(), {
      callOnce: (inputs) => Promise.resolve(++tries === 1 ? unchanged(inputs) : ends),
    })
    expect({ found, tries }).toEqual({ found: null, tries: 2 })
  },
)

test('all tries together take no longer than two calls may, each no longer than one', async () => {
  const { milliseconds } = exercise.limits
  const slow = { ...exercise, limits: { ...exercise.limits, milliseconds: 200 } }
  const allowed: number[] = []
  const found = await findCounterexample({ ...working, exercise: slow }, await failing(), {
    async callOnce(inputs, _seed, most = milliseconds) {
      allowed.push(most)
      await new Promise((resume) => setTimeout(resume, 150))
      return unchanged(inputs)
    },
  })
  expect(found?.shrinks ?? 0).toBeLessThan(allowed.length)
  expect(allowed.length).toBeLessThanOrEqual(3)
  expect(Math.max(...allowed)).toBeLessThanOrEqual(200)
})
