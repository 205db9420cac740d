/**
 * Runs the known wrong solutions of an exercise on the input that failed, to see which gives the
 * student's numbers. Where several do, the other cases decide between them: the mistake that was
 * made agrees with the student's values in the cases that passed, too.
 */
import type { Exercise, Misconception } from '../exercises/exercise.ts'
import { runLocally } from '../exercises/local.ts'
import type { Inputs, Value } from '../reference/value.ts'
import type { GradedCase } from './case.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis, Finding } from './report.ts'

/** The diagnosis of the first failing case; null when none fails. */
export async function diagnoseFailure(
  exercise: Exercise,
  graded: readonly GradedCase[],
): Promise<Diagnosis | null> {
  const first = graded.find((one) => one.failure !== null)
  if (!first?.failure) return null
  const { verdict, finding } = first.failure
  // Who changed an input may well have returned the right values; wrong solutions that are right there match them.
  const comparable =
    first.outputs.length > 0 &&
    ['wrongAnswer', 'badOutput'].includes(verdict) &&
    finding.kind !== 'inputChanged'
  let suspects = comparable ? exercise.misconceptions : []
  let diagnosis = await confront(exercise, suspects, first, finding)
  for (const other of graded) {
    if (diagnosis.alsoMatches.length === 0) break
    if (other === first || other.outputs.length < other.runs.length) continue
    const named = [diagnosis.misconception?.sameAs, ...diagnosis.alsoMatches]
    suspects = suspects.filter(({ sameAs }) => named.includes(sameAs))
    const narrower = await confront(exercise, suspects, other, finding)
    if (narrower.misconception) diagnosis = narrower
  }
  return diagnosis
}

async function confront(
  exercise: Exercise,
  suspects: readonly Misconception[],
  { aCase, runs, outputs, failure }: GradedCase,
  finding: Finding,
): Promise<Diagnosis> {
  const candidates = []
  for (const { id, sameAs, hints, solution } of suspects) {
    const seen = await outputsOf(exercise, solution, runs.slice(0, outputs.length))
    // Where a relation is broken by little, values within the tolerance may still keep it.
    const keepsRelation =
      failure?.finding.kind === 'invariant' &&
      aCase.kind === 'invariant' &&
      seen.length === runs.length &&
      aCase.holds(seen, runs) === null
    if (!keepsRelation) candidates.push({ id, sameAs, hints, outputs: seen })
  }
  return diagnose({
    type: exercise.signature.returns,
    yours: outputs,
    candidates,
    tolerance: exercise.tolerance,
    finding,
  })
}

/** What a wrong solution gives on these runs: nothing where it throws, which matches no student's values. */
async function outputsOf(
  { signature }: Exercise,
  solution: Misconception['solution'],
  runs: readonly Inputs[],
): Promise<Value[]> {
  const outputs: Value[] = []
  try {
    for (const inputs of runs) outputs.push(await runLocally(solution, signature, inputs))
    return outputs
  } catch {
    return []
  }
}
