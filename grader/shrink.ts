/** Looks for the smallest input on which a failed random case still fails. */
import * as fc from 'fast-check'
import type { Exercise, RandomCase } from '../exercises/exercise.ts'
import { runsOfSizes } from '../exercises/inputs.ts'
import { runLocally } from '../exercises/local.ts'
import type { Inputs, Value } from '../reference/value.ts'
import type { GradedCase, Runner } from './case.ts'
import { compare } from './compare.ts'
import type { Counterexample } from './report.ts'
import { showInputs, showValue } from './shown.ts'

/** So many smaller inputs are tried at most: a bound on time that does not depend on the machine. */
const tries = 40

interface Failing {
  readonly inputs: Inputs
  readonly expected: Value
  readonly yours: Value
}

/**
 * Shrinks the sizes of the first failing case with fast-check; the seed stays. Wanted values come
 * from the plain-loop solution, which runs here and computes in doubles. Null when the case is not a
 * random one that shows its inputs, when its values are not what failed, or when nothing smaller fails.
 */
export async function findCounterexample(
  exercise: Exercise,
  { aCase, result, failure }: GradedCase,
  runner: Runner,
): Promise<Counterexample | null> {
  const shrinkable =
    aCase.kind === 'random' && aCase.disclosure === 'full' && failure?.verdict === 'wrongAnswer'
  if (!shrinkable || result.seed === null) return null
  const seed = result.seed

  let left = tries
  const found: Failing[] = []
  const stillRight = async (sizes: unknown): Promise<boolean> => {
    if (left-- <= 0) return true
    const failing = await tryOn(exercise, aCase, sizes, seed, runner)
    if (!failing) return true
    found.push(failing)
    return false
  }
  // `unbiased` makes the first draw the one that the case itself was drawn with (exercises/inputs.ts).
  await fc.check(fc.asyncProperty(aCase.sizes, stillRight), { seed, numRuns: 1, unbiased: true })
  // The first one is the case itself.
  const smallest = found.slice(1).at(-1)
  return smallest ? describe(exercise, smallest, found.length - 1) : null
}

async function tryOn(
  exercise: Exercise,
  aCase: RandomCase,
  sizes: unknown,
  seed: number,
  runner: Runner,
): Promise<Failing | null> {
  const inputs = runsOfSizes(aCase, sizes, seed)[0] as Inputs
  const { signature, solutions, tolerance } = exercise
  const outcome = await runner.call(
    signature.parameters.map(({ name }) => inputs[name] as Value),
    seed,
  )
  if (outcome.kind !== 'returned') return null
  const expected = await runLocally(solutions.loops, signature, inputs)
  const yours = outcome.value
  const { finding } = compare({ type: signature.returns, expected, yours, tolerance, inputs })
  return finding && { inputs, expected, yours }
}

function describe(
  { signature }: Exercise,
  { inputs, expected, yours }: Failing,
  shrinks: number,
): Counterexample {
  return {
    inputs: showInputs(signature, inputs),
    expected: showValue(expected),
    yours: showValue(yours),
    shrinks,
  }
}
