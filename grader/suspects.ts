/** Runs the known wrong solutions of an exercise on the input that failed, to see which gives the student's numbers. */
import type { Exercise, Misconception } from '../exercises/exercise.ts'
import { runLocally } from '../exercises/local.ts'
import type { Inputs, Value } from '../reference/value.ts'
import type { GradedCase } from './case.ts'
import { diagnose } from './diagnose.ts'
import type { Diagnosis } from './report.ts'

/** The diagnosis of a failed case. Null when the student's code gave no values, or none that count as wrong. */
export async function diagnoseFailure(
  exercise: Exercise,
  { runs, outputs, failure }: GradedCase,
): Promise<Diagnosis | null> {
  if (failure === null) return null
  const comparable = outputs.length > 0 && ['wrongAnswer', 'badOutput'].includes(failure.verdict)
  const candidates = comparable
    ? await Promise.all(
        exercise.misconceptions.map(async (misconception) => ({
          id: misconception.id,
          sameAs: misconception.sameAs,
          hints: misconception.hints,
          outputs: await outputsOf(exercise, misconception, runs.slice(0, outputs.length)),
        })),
      )
    : []
  return diagnose({
    type: exercise.signature.returns,
    yours: outputs,
    candidates,
    tolerance: exercise.tolerance,
    finding: failure.finding,
  })
}

/** What a wrong solution gives on these runs: nothing where it throws, which matches no student's values. */
async function outputsOf(
  { signature }: Exercise,
  { solution }: Misconception,
  runs: readonly Inputs[],
): Promise<Value[]> {
  try {
    const outputs: Value[] = []
    for (const inputs of runs) outputs.push(await runLocally(solution, signature, inputs))
    return outputs
  } catch {
    return []
  }
}
