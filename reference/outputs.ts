/** What the reference gives for an exercise. */
import type { WorkingExercise } from '../exercises/workings.ts'
import type { Inputs, Value } from './value.ts'

export interface ReferenceOutputs {
  /** One value per run of each case, by the case's name, in the order of the cases. */
  readonly outputs: ReadonlyMap<string, readonly Value[]>
  /** How long the engine took for all runs of each case, by the case's name. */
  readonly milliseconds: ReadonlyMap<string, number>
}

export interface OutputOptions {
  /** This case alone. */
  readonly only?: string | undefined
  /** Waited for before each run; counts in no measured time. */
  readonly turn?: () => Promise<void>
}

/**
 * The reference's output for every run of every case; `evaluate` runs it once. Invariants are included: their outputs tell
 * which shape is due. Throws with the exercise and case where the reference throws.
 */
export async function referenceOutputs(
  { exercise, workings }: WorkingExercise,
  seedOf: (caseName: string) => number,
  evaluate: (inputs: Inputs) => Promise<Value>,
  { only, turn }: OutputOptions = {},
): Promise<ReferenceOutputs> {
  const outputs = new Map<string, Value[]>()
  const milliseconds = new Map<string, number>()
  for (const aCase of exercise.cases) {
    if (only !== undefined && aCase.name !== only) continue
    const values: Value[] = []
    let spent = 0
    for (const inputs of await workings.runsOf(aCase.name, seedOf(aCase.name))) {
      await turn?.()
      const started = performance.now()
      try {
        values.push(await evaluate(inputs))
      } catch (error) {
        throw new Error(
          `exercise "${exercise.slug}": its reference fails on case "${aCase.name}" with seed ${seedOf(aCase.name)}`,
          { cause: error },
        )
      }
      spent += performance.now() - started
    }
    outputs.set(aCase.name, values)
    milliseconds.set(aCase.name, spent)
  }
  return { outputs, milliseconds }
}
