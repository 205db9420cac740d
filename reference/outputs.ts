/** What the reference gives for an exercise. */
import type { Exercise } from '../exercises/exercise.ts'
import { runsOf } from '../exercises/inputs.ts'
import type { Engine } from './engine/engine.ts'
import type { Value } from './value.ts'

/**
 * The reference's output for every run of every case (of the case `only`, when given), by the case's
 * name. Invariants are included: their outputs tell which shape is due. Throws with the exercise and
 * case where the reference throws.
 */
export async function referenceOutputs(
  exercise: Exercise,
  seedOf: (caseName: string) => number,
  engine: Pick<Engine, 'evaluate'>,
  only?: string,
): Promise<Map<string, Value[]>> {
  const outputs = new Map<string, Value[]>()
  for (const aCase of exercise.cases) {
    if (only !== undefined && aCase.name !== only) continue
    const values: Value[] = []
    for (const inputs of runsOf(aCase, seedOf(aCase.name))) {
      try {
        values.push(await engine.evaluate(exercise.reference, exercise.signature, inputs))
      } catch (error) {
        throw new Error(
          `exercise "${exercise.slug}": its reference fails on case "${aCase.name}" with seed ${seedOf(aCase.name)}`,
          { cause: error },
        )
      }
    }
    outputs.set(aCase.name, values)
  }
  return outputs
}
