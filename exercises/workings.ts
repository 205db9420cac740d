/**
 * What an exercise's own code does, asked for instead of called: for an exercise of this repository it
 * runs here, for one that came over HTTP in a sandbox (grader/workshop/hosted.ts). Whoever judges a
 * submission knows the exercise's facts, and these.
 */
import * as fc from 'fast-check'
import type { Inputs, TensorValue, Value } from '../reference/value.ts'
import type { BrokenRelation, Case, Drawing, Exercise, ExerciseFacts } from './exercise.ts'
import { runsOf, runsOfSizes } from './inputs.ts'
import { runLocally } from './local.ts'

export interface Workings {
  /** The inputs of every run of a case with this seed, a 32-bit whole number. */
  runsOf(this: void, caseName: string, seed: number): Promise<readonly Inputs[]>
  /** Whether an invariant's relation holds between these outputs, one per run; null when it does. */
  holds(
    this: void,
    caseName: string,
    outputs: readonly Value[],
    runs: readonly Inputs[],
  ): Promise<BrokenRelation | null>
  /** What the plain-loop solution gives, in doubles. */
  right(this: void, inputs: Inputs): Promise<Value>
  /** What a misconception gives for each of these runs; nothing where it throws. */
  wrong(this: void, id: string, runs: readonly Inputs[]): Promise<readonly Value[]>
  /** What a picture shows of a result: a tensor, or the numbers of a curve. */
  drawn(this: void, title: string, result: TensorValue): Promise<TensorValue | readonly number[]>
  /**
   * Looks for smaller sizes of a random case on which `fails` still gives true, with the same seed.
   * The first that is tried is the case itself; at most `tries` are.
   */
  shrink(
    this: void,
    caseName: string,
    seed: number,
    fails: (inputs: Inputs) => Promise<boolean>,
    tries: number,
  ): Promise<void>
}

/** An exercise with what its code does, wherever that runs. */
export interface WorkingExercise {
  readonly exercise: ExerciseFacts
  readonly workings: Workings
}

/** Those of an exercise whose code is trusted: it runs in this process. */
export function workingsOf(exercise: Exercise): Workings {
  const { slug, signature } = exercise
  const caseOf = (name: string): Case => {
    const found = exercise.cases.find((one) => one.name === name)
    if (found) return found
    throw new Error(`exercise "${slug}" has no case "${name}"`)
  }
  return {
    runsOf: (caseName, seed) => Promise.resolve(runsOf(caseOf(caseName), seed)),
    holds(caseName, outputs, runs) {
      const aCase = caseOf(caseName)
      return Promise.resolve(aCase.kind === 'invariant' ? aCase.holds(outputs, runs) : null)
    },
    right: (inputs) => runLocally(exercise.solutions.loops, signature, inputs),
    async wrong(id, runs) {
      const found = exercise.misconceptions.find((one) => one.id === id)
      if (!found) throw new Error(`exercise "${slug}" has no misconception "${id}"`)
      const outputs: Value[] = []
      try {
        for (const inputs of runs) outputs.push(await runLocally(found.solution, signature, inputs))
        return outputs
      } catch {
        return []
      }
    },
    drawn(title, result) {
      const drawing = exercise.pictures?.find((one) => one.title === title)
      if (!drawing) throw new Error(`exercise "${slug}" has no picture "${title}"`)
      return Promise.resolve(drawnWith(drawing, result))
    },
    async shrink(caseName, seed, fails, tries) {
      const aCase = caseOf(caseName)
      if (aCase.kind !== 'random') return
      let left = tries
      const stillRight = async (sizes: unknown): Promise<boolean> =>
        left-- <= 0 || !(await fails(runsOfSizes(aCase, sizes, seed)[0] as Inputs))
      // `unbiased` makes the first draw the one that the case itself was drawn with (inputs.ts).
      const property = fc.asyncProperty(aCase.sizes, stillRight)
      await fc.check(property, { seed, numRuns: 1, unbiased: true })
    },
  }
}

function drawnWith(drawing: Drawing, result: TensorValue): TensorValue | readonly number[] {
  switch (drawing.kind) {
    case 'weights':
      return drawing.weights(result)
    case 'map':
      return drawing.map(result)
    case 'curve':
      return drawing.curve(result)
  }
}
