/** Looks for the smallest input on which a failed random case still fails. */
import type { ExerciseFacts } from '../exercises/exercise.ts'
import type { WorkingExercise, Workings } from '../exercises/workings.ts'
import type { Inputs, Value } from '../reference/value.ts'
import type { GradedCase } from './case.ts'
import { compare } from './compare.ts'
import type { Counterexample } from './report.ts'
import type { Outcome } from './sandbox/outcome.ts'
import { showInputs, showValue } from './shown.ts'
import { limitsOf, type SubmissionChild } from './submission-child.ts'

/** So many smaller inputs are tried at most: for honest code a bound on time that does not depend on the machine. */
const tries = 40
/** All tries together may take as long as so many calls of a case: for code that is slow on purpose. */
const callsInAll = 2
/** After these the child is gone. Another try would cost a new one, and most likely end the same way. */
const last: readonly Outcome['kind'][] = ['timedOut', 'outOfMemory', 'crashed']

interface Failing {
  readonly inputs: Inputs
  readonly expected: Value
  readonly yours: Value
}

/**
 * Shrinks the sizes of the first failing case with fast-check; the seed stays. Wanted values come
 * from the plain-loop solution, which computes in doubles. Null when the case is not a
 * random one that shows its inputs, when its values are not what failed, or when nothing smaller fails.
 */
export async function findCounterexample(
  { exercise, workings }: WorkingExercise,
  { aCase, result, failure }: GradedCase,
  child: Pick<SubmissionChild, 'callOnce'>,
): Promise<Counterexample | null> {
  const shrinkable =
    aCase.kind === 'random' && aCase.disclosure === 'full' && failure?.verdict === 'wrongAnswer'
  if (!shrinkable || result.seed === null) return null
  const seed = result.seed
  const { milliseconds } = limitsOf(exercise)
  let left = callsInAll * milliseconds

  const found: Failing[] = []
  const fails = async (inputs: Inputs): Promise<boolean> => {
    if (left < 1) return false
    const given = exercise.signature.parameters.map(({ name }) => inputs[name] as Value)
    const started = performance.now()
    const outcome = await child.callOnce(given, seed, Math.min(left, milliseconds))
    // With the start of a child, if it took one.
    left -= last.includes(outcome.kind) ? left : Math.ceil(performance.now() - started)
    const failing = await failingOn(exercise, workings, inputs, outcome)
    if (failing) found.push(failing)
    return failing !== null
  }
  await workings.shrink(aCase.name, seed, fails, tries)
  // The first one is the case itself.
  const smallest = found.slice(1).at(-1)
  return smallest ? describe(exercise, smallest, found.length - 1) : null
}

async function failingOn(
  { signature, tolerance }: ExerciseFacts,
  workings: Workings,
  inputs: Inputs,
  outcome: Outcome,
): Promise<Failing | null> {
  if (outcome.kind !== 'returned') return null
  const expected = await workings.right(inputs)
  const yours = outcome.value
  const { finding } = compare({ type: signature.returns, expected, yours, tolerance, inputs })
  return finding && { inputs, expected, yours }
}

function describe(
  { signature }: ExerciseFacts,
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
