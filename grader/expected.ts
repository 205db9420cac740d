/** Where the expected outputs of a submission come from. */
import type { Exercise } from '../exercises/exercise.ts'
import type { Engine } from '../reference/engine/engine.ts'
import { referenceOutputs } from '../reference/outputs.ts'
import type { Expected } from './grade.ts'

/** Computes them in this process: for the terminal and for proofs, without server or database. */
export async function expectedHere(
  exercise: Exercise,
  seedOf: (caseName: string) => number,
  engine: Engine,
  only?: string,
): Promise<Expected> {
  return {
    outputs: await referenceOutputs(exercise, seedOf, engine, only),
    engine: engine.info,
  }
}
