/**
 * The proof that an exercise carries: its stub is recognised, its correct solutions pass on every
 * engine, and every known wrong solution fails, far beyond the tolerance, and is named as itself.
 * Everything runs through the real pipeline and the real sandbox.
 */
import pMap from 'p-map'
import { compare } from '../../grader/compare.ts'
import { expectedHere } from '../../grader/expected.ts'
import { grade, type Expected } from '../../grader/grade.ts'
import type { Report } from '../../grader/report.ts'
import type { SandboxPool } from '../../grader/sandbox/outcome.ts'
import { caseSeed } from '../../grader/seeds.ts'
import type { Engine } from '../../reference/engine/engine.ts'
import type { Value } from '../../reference/value.ts'
import { degenerateOutputs } from './degenerate.ts'
import { exampleProblems } from './examples.ts'
import type { Exercise, Misconception } from '../exercise.ts'
import { misconceptionSource, modelModules, solutionSources, stubOf } from '../files.ts'
import { runsOf } from '../inputs.ts'
import { furthest, outputsHere } from './outputs.ts'
import { pictureProblems, picturesOfReference } from './pictures.ts'
import { misconceptionProblems, toleranceProblems, type MisconceptionProof } from './problems.ts'
import { statementProblems } from './statement.ts'
import { exerciseVersion } from '../version.ts'

/** How many files are graded side by side. */
export const sandboxes = 2

/** How often correct solutions are run, each time on other random inputs. Printed with the result. */
export const proofSeeds = [0, 1, 2] as const

export interface Proof {
  readonly exercise: string
  readonly version: string
  readonly solutions: readonly { readonly style: string; readonly timesAllowed: number }[]
  readonly engines: readonly { readonly backend: string; readonly timesAllowed: number }[]
  readonly misconceptions: readonly MisconceptionProof[]
  /** The most that correct solutions and engines differ, and the least that a wrong solution is off, in multiples of what is allowed. */
  readonly floor: number
  readonly gap: number
  /** What is wrong with the exercise, each with what to do; empty when it is proved. */
  readonly problems: readonly string[]
}

interface Tools {
  readonly pool: SandboxPool
  /** The first one gives the expected values; the others are compared with it. */
  readonly engines: readonly [Engine, ...Engine[]]
}

/** Proves one exercise. `onStep` is told what is being done. Throws only for faults of ours. */
export async function prove(
  exercise: Exercise,
  { pool, engines }: Tools,
  onStep: (step: string) => void,
): Promise<Proof> {
  const problems: string[] = [...statementProblems(exercise)]
  const version = exerciseVersion(exercise.slug)
  const modules = modelModules(exercise.buildsOn)
  const seedOf = (index: number) => (name: string) => caseSeed('proof', version, index, name)
  const expectedOf = new Map<number, Expected>()
  for (const index of proofSeeds) {
    onStep(`expected values, seed ${index}`)
    expectedOf.set(index, await expectedHere(exercise, seedOf(index), engines[0]))
  }
  problems.push(...exampleProblems(exercise, expectedOf.get(0) as Expected))
  const submit = (source: string, index: number): Promise<Report> =>
    grade(
      {
        exercise,
        exerciseVersion: version,
        source,
        mode: 'submit',
        seedOf: seedOf(index),
        modules,
      },
      {
        pool,
        expected: () => Promise.resolve(expectedOf.get(index) as Expected),
        onCase: () => undefined,
      },
    )

  onStep('stub')
  const stub = await submit(stubOf(exercise.slug), 0)
  if (stub.verdict !== 'notImplemented') {
    problems.push(
      `stub.ts ends as ${stub.verdict}; its body must be exactly: throw new Error('not implemented')`,
    )
  }

  const solutions: { style: string; timesAllowed: number }[] = []
  for (const [style, source] of solutionSources(exercise.slug)) {
    for (const index of proofSeeds) {
      onStep(`solutions/${style}.ts, seed ${index}`)
      const report = await submit(source, index)
      const failing = report.cases.find((one) => one.verdict !== 'passed')
      if (report.verdict !== 'passed') {
        problems.push(
          `solutions/${style}.ts ends as ${report.verdict} with seed ${index}, first at ` +
            `case "${failing?.name ?? 'none'}": ${JSON.stringify(failing?.finding ?? report.finding).slice(0, 300)}`,
        )
      }
      if (index === proofSeeds[0]) {
        problems.push(...pictureProblems(exercise, report.pictures, `solutions/${style}.ts`))
      }
      solutions.push({ style, timesAllowed: largest(report.cases.map((one) => one.timesAllowed)) })
    }
  }
  if (new Set(solutions.map(({ style }) => style)).size < 2) {
    problems.push('solutions/ needs at least two correct solutions in different styles')
  }

  const oracle = new Map<number, Expected>()
  for (const index of proofSeeds) {
    onStep(`oracle, seed ${index}`)
    oracle.set(
      index,
      await outputsHere(exercise, exercise.solutions.loops, seedOf(index), engines[0]),
    )
  }
  // Runs of an invariant are compared with each other only, and may be long enough for rounding to grow.
  const exact = new Set(
    exercise.cases.filter((one) => one.kind !== 'invariant').map(({ name }) => name),
  )
  const compared = (all: Expected): Expected => ({
    ...all,
    outputs: new Map([...all.outputs].filter(([name]) => exact.has(name))),
  })
  const measured: { backend: string; timesAllowed: number }[] = []
  for (const engine of engines) {
    for (const index of proofSeeds) {
      onStep(`engine ${engine.info.backend}, seed ${index}`)
      const outputs = await expectedHere(exercise, seedOf(index), engine)
      measured.push({
        backend: engine.info.backend,
        timesAllowed: furthest(exercise, compared(oracle.get(index) as Expected), outputs),
      })
    }
  }

  const proveMisconception = async ({
    id,
    name,
    sameAs,
    solution,
  }: Misconception): Promise<MisconceptionProof> => {
    onStep(`misconception ${id}`)
    const report = await submit(
      misconceptionSource(exercise.slug, name, exercise.signature.name),
      0,
    )
    if (solution.name !== name) {
      problems.push(
        `misconception ${id}: its name is "${name}", but its function is "${solution.name}"`,
      )
    }
    const kills = report.cases.map((one) => ({
      caseName: one.name,
      failed: one.verdict !== 'passed',
      timesAllowed: one.verdict === 'passed' ? Number(one.timesAllowed ?? 0) : timesOf(one.finding),
    }))
    return {
      id,
      name,
      sameAs,
      kills,
      caught: report.verdict !== 'passed',
      namedAs: report.diagnosis?.misconception?.id ?? null,
      timesAllowed: Math.max(...kills.map((kill) => kill.timesAllowed)),
    }
  }
  // As many at a time as there are sandboxes in the pool: the trusted part of each is short.
  const misconceptions = await pMap(exercise.misconceptions, proveMisconception, {
    concurrency: sandboxes,
  })

  onStep('pictures')
  const pictures = await picturesOfReference(exercise, engines[0])
  problems.push(...pictureProblems(exercise, pictures, 'the reference'))
  onStep('coinciding misconceptions')
  problems.push(...(await coincidences(exercise, seedOf(0), engines[0])))
  onStep('degenerate outputs')
  problems.push(...survivors(exercise, seedOf(0), expectedOf.get(0) as Expected))

  const floor = largest([...solutions, ...measured].map((one) => one.timesAllowed))
  const gap = Math.min(...misconceptions.map((one) => one.timesAllowed))
  problems.push(...toleranceProblems(exercise, floor, misconceptions))
  problems.push(...misconceptionProblems(exercise, misconceptions))
  return {
    exercise: exercise.slug,
    version,
    solutions,
    engines: measured,
    misconceptions,
    floor,
    gap,
    problems,
  }
}

/** Pairs of misconceptions that no case tells apart. */
async function coincidences(
  exercise: Exercise,
  seedOf: (caseName: string) => number,
  engine: Engine,
): Promise<string[]> {
  const outputs = await Promise.all(
    exercise.misconceptions.map(async ({ id, solution }) => ({
      id,
      outputs: await outputsHere(exercise, solution, seedOf, engine),
    })),
  )
  return outputs.flatMap((one, position) =>
    outputs
      .slice(position + 1)
      .filter((other) => furthest(exercise, one.outputs, other.outputs) <= 1)
      .map(
        (other) => `misconceptions ${one.id} and ${other.id} give the same numbers in every case`,
      ),
  )
}

/** Outputs that say nothing (zeros, the mean, a constant, the input itself) and yet would pass every case. */
function survivors(
  exercise: Exercise,
  seedOf: (caseName: string) => number,
  expected: Expected,
): string[] {
  const alive = new Set<string>()
  const dead = new Set<string>()
  for (const aCase of exercise.cases) {
    if (aCase.kind === 'invariant') continue
    const inputs = runsOf(aCase, seedOf(aCase.name))[0] ?? {}
    const wanted = expected.outputs.get(aCase.name)?.[0] as Value
    for (const [name, yours] of degenerateOutputs(wanted, inputs)) {
      const { finding } = compare({
        type: exercise.signature.returns,
        expected: wanted,
        yours,
        tolerance: exercise.tolerance,
        inputs,
      })
      ;(finding ? dead : alive).add(name)
    }
  }
  return [...alive]
    .filter((name) => !dead.has(name))
    .map((name) => `an output of ${name} passes every case; add a case that it fails`)
}

/** How far off a finding is. What is not about values counts as infinitely far. */
function timesOf(finding: Report['finding']): number {
  return finding && 'timesAllowed' in finding ? Number(finding.timesAllowed) : Infinity
}

function largest(values: readonly (number | string | null)[]): number {
  return Math.max(0, ...values.map((value) => (value === null ? 0 : Number(value))))
}
