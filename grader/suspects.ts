/**
 * Runs the known wrong solutions of an exercise on the input that failed, to see which gives the
 * student's numbers. Where several do, the other cases decide between them: the mistake that was
 * made agrees with the student's values in the cases that passed, too.
 */
import type { MisconceptionFacts } from '../exercises/exercise.ts'
import type { WorkingExercise } from '../exercises/workings.ts'
import type { GradedCase } from './case.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis, Finding } from './report.ts'

/** The diagnosis of the first failing case; null when none fails. */
export async function diagnoseFailure(
  working: WorkingExercise,
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
  let suspects = comparable ? working.exercise.misconceptions : []
  let diagnosis = await confront(working, suspects, first, finding)
  for (const other of graded) {
    if (diagnosis.alsoMatches.length === 0) break
    if (other === first || other.outputs.length < other.runs.length) continue
    const named = [diagnosis.misconception?.sameAs, ...diagnosis.alsoMatches]
    suspects = suspects.filter(({ sameAs }) => named.includes(sameAs))
    const narrower = await confront(working, suspects, other, finding)
    if (narrower.misconception) diagnosis = narrower
  }
  return diagnosis
}

async function confront(
  { exercise, workings }: WorkingExercise,
  suspects: readonly MisconceptionFacts[],
  { aCase, runs, outputs, failure }: GradedCase,
  finding: Finding,
): Promise<Diagnosis> {
  const candidates = []
  for (const { id, sameAs, hints } of suspects) {
    const seen = await workings.wrong(id, runs.slice(0, outputs.length))
    // Where a relation is broken by little, values within the tolerance may still keep it.
    const keepsRelation =
      failure?.finding.kind === 'invariant' &&
      aCase.kind === 'invariant' &&
      seen.length === runs.length &&
      (await workings.holds(aCase.name, seen, runs)) === null
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
