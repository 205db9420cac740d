/** The inputs of a case: fixed for an example, drawn from a seed for the rest. */
import * as fc from 'fast-check'
import type { Inputs } from '../reference/value.ts'
import type { Case, InvariantCase, RandomCase } from './exercise.ts'
import { random } from './random.ts'

/**
 * The inputs of every run of a case with this seed (a 32-bit whole number): one run, or several for
 * an invariant. The same case and seed always give the same inputs.
 */
export function runsOf(aCase: Case, seed: number): readonly Inputs[] {
  return aCase.kind === 'example'
    ? [aCase.inputs]
    : runsOfSizes(aCase, drawSizes(aCase, seed), seed)
}

/** The inputs of every run for given sizes: shrinking a failed case keeps the seed and makes the sizes smaller. */
export function runsOfSizes(
  aCase: RandomCase | InvariantCase,
  sizes: unknown,
  seed: number,
): readonly Inputs[] {
  return aCase.kind === 'random'
    ? [aCase.inputs(sizes, random(seed))]
    : aCase.runs(sizes, random(seed))
}

function drawSizes(aCase: RandomCase | InvariantCase, seed: number): unknown {
  // Unbiased: shrinking draws the same sizes again that way (grader/shrink.ts).
  const [sizes] = fc.sample(aCase.sizes, { seed, numRuns: 1, unbiased: true })
  return sizes
}
