/** Outputs of functions of ours, and how far apart two sets of them are. */
import { distance } from '../../grader/compare.ts'
import type { Expected } from '../../grader/grade.ts'
import type { Engine } from '../../reference/engine/engine.ts'
import type { Value } from '../../reference/value.ts'
import type { Exercise, StudentFunction } from '../exercise.ts'
import { runsOf } from '../inputs.ts'
import { runLocally } from '../local.ts'

/** What a function of ours gives for every run of every case. A run on which it throws gives null. */
export async function outputsHere(
  exercise: Exercise,
  solution: StudentFunction,
  seedOf: (caseName: string) => number,
  engine: Engine,
): Promise<Expected> {
  const outputs = new Map<string, Value[]>()
  for (const aCase of exercise.cases) {
    const values: Value[] = []
    for (const inputs of runsOf(aCase, seedOf(aCase.name))) {
      values.push(await runLocally(solution, exercise.signature, inputs).catch(() => null))
    }
    outputs.set(aCase.name, values)
  }
  return { outputs, milliseconds: new Map(), engine: engine.info }
}

/** The largest difference between two sets of outputs, in multiples of what is allowed. */
export function furthest(exercise: Exercise, one: Expected, other: Expected): number {
  const distances = [...one.outputs].flatMap(([name, values]) =>
    values.map((expected, run) => {
      const yours = other.outputs.get(name)?.[run] ?? null
      if (expected === null || yours === null) return expected === yours ? 0 : Infinity
      return distance(exercise.signature.returns, expected, yours, exercise.tolerance)
    }),
  )
  return Math.max(0, ...distances)
}
