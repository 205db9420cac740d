/** Outputs of functions of an exercise, and how far apart two sets of them are. */
import { distance } from '../../grader/compare.ts'
import type { EngineInfo } from '../../grader/report.ts'
import type { Inputs, Value } from '../../reference/value.ts'
import type { ExerciseFacts } from '../exercise.ts'
import type { WorkingExercise } from '../workings.ts'

/** What computes an exercise's reference. */
export interface ReferenceEngine {
  readonly info: EngineInfo
  /** The reference's result. */
  evaluate(this: void, inputs: Inputs): Promise<Value>
}

/** One value per run of each case, by the case's name; null for a run on which the function throws. */
export type Outputs = ReadonlyMap<string, readonly Value[]>

/** What a function gives for every run of every case. */
export async function outputsOf(
  { exercise, workings }: WorkingExercise,
  seedOf: (caseName: string) => number,
  valueOf: (inputs: Inputs) => Promise<Value>,
): Promise<Outputs> {
  const outputs = new Map<string, Value[]>()
  for (const { name } of exercise.cases) {
    const values: Value[] = []
    for (const inputs of await workings.runsOf(name, seedOf(name))) {
      values.push(await valueOf(inputs).catch(() => null))
    }
    outputs.set(name, values)
  }
  return outputs
}

/** The largest difference between two sets of outputs, in multiples of what is allowed. */
export function furthest(exercise: ExerciseFacts, one: Outputs, other: Outputs): number {
  const distances = [...one].flatMap(([name, values]) =>
    values.map((expected, run) => {
      const yours = other.get(name)?.[run] ?? null
      if (expected === null || yours === null) return expected === yours ? 0 : Infinity
      return distance(exercise.signature.returns, expected, yours, exercise.tolerance)
    }),
  )
  return Math.max(0, ...distances)
}
