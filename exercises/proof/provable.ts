/** An exercise of this repository as it is proved. */
import type { Engine } from '../../reference/engine/engine.ts'
import type { Exercise } from '../exercise.ts'
import { misconceptionsFile, modelModules, solutionSources, statementOf, stubOf } from '../files.ts'
import { exerciseVersion } from '../version.ts'
import { workingsOf } from '../workings.ts'
import type { ReferenceEngine } from './outputs.ts'
import type { Provable } from './proof.ts'

/** Its texts are read from its folder, its code runs here, and its reference on these engines. */
export function provableOf(exercise: Exercise, engines: readonly [Engine, ...Engine[]]): Provable {
  const { slug, buildsOn, reference, signature } = exercise
  const [first, ...others] = engines
  const on = ({ info, evaluate }: Engine): ReferenceEngine => ({
    info,
    evaluate: (inputs) => evaluate(reference, signature, inputs),
  })
  return {
    ...{ exercise, workings: workingsOf(exercise), version: exerciseVersion(slug) },
    ...{ statement: statementOf(slug), stub: stubOf(slug), solutions: solutionSources(slug) },
    misconceptions: misconceptionsFile(slug).text,
    modules: modelModules(buildsOn),
    engines: [on(first), ...others.map(on)],
  }
}

/** Misconceptions that are called otherwise than their function, each with what to do. */
export function nameProblems({ misconceptions }: Exercise): string[] {
  return misconceptions
    .filter(({ name, solution }) => solution.name !== name)
    .map(
      ({ id, name, solution }) =>
        `misconception ${id}: its name is "${name}", but its function is "${solution.name}"`,
    )
}
