/** What the reference gives for an exercise. */
import type { Exercise } from '../exercises/exercise.ts'
import { runsOf } from '../exercises/inputs.ts'
import type { Engine } from './engine/engine.ts'
import type { Value } from './value.ts'

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
 * The reference's output for every run of every case. Invariants are included: their outputs tell
 * which shape is due. Throws with the exercise and case where the reference throws.
 */
export async function referenceOutputs(
  exercise: Exercise,
  seedOf: (caseName: string) => number,
  engine: Pick<Engine, 'evaluate'>,
  { only, turn }: OutputOptions = {},
): Promise<ReferenceOutputs> {
  const outputs = new Map<string, Value[]>()
  const milliseconds = new Map<string, number>()
  for (const aCase of exercise.cases) {
    if (only !== undefined && aCase.name !== only) continue
    const values: Value[] = []
    let spent = 0
    for (const inputs of runsOf(aCase, seedOf(aCase.name))) {
      await turn?.()
      const started = performance.now()
      try {
        values.push(await engine.evaluate(exercise.reference, exercise.signature, inputs))
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
