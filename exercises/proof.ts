/**
 * The proof that an exercise carries: its stub is recognised, its correct solutions pass on every
 * engine, and every known wrong solution fails, far beyond the tolerance, and is named as itself.
 * Everything runs through the real pipeline and the real sandbox.
 */
import { compare } from '../grader/compare.ts'
import { expectedHere } from '../grader/expected.ts'
import { grade, type Expected } from '../grader/grade.ts'
import type { Report } from '../grader/report.ts'
import type { SandboxPool } from '../grader/sandbox/outcome.ts'
import { caseSeed } from '../grader/seeds.ts'
import type { Engine } from '../reference/engine/engine.ts'
import type { Value } from '../reference/value.ts'
import { degenerateOutputs } from './degenerate.ts'
import type { Exercise, StudentFunction } from './exercise.ts'
import { misconceptionSource, modelModules, solutionSources, stubOf } from './files.ts'
import { runsOf } from './inputs.ts'
import { runLocally } from './local.ts'
import { statementProblems } from './statement.ts'
import { exerciseVersion } from './version.ts'

/** How often correct solutions are run, each time on other random inputs. Printed with the result. */
export const proofSeeds = [0, 1, 2] as const

/** How a wrong solution fares in one case. `timesAllowed` is Infinity where shape, type or finiteness already differ. */
export interface Kill {
  readonly caseName: string
  readonly failed: boolean
  readonly timesAllowed: number
}

export interface MisconceptionProof {
  readonly id: string
  readonly name: string
  readonly sameAs: string
  readonly kills: readonly Kill[]
  readonly caught: boolean
  /** The id that the report gives; null when it gives none. */
  readonly namedAs: string | null
  /** The largest |its value − expected| / allowed over all cases. */
  readonly timesAllowed: number
}

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
  const measured: { backend: string; timesAllowed: number }[] = []
  for (const engine of engines) {
    for (const index of proofSeeds) {
      onStep(`engine ${engine.info.backend}, seed ${index}`)
      const outputs = await expectedHere(exercise, seedOf(index), engine)
      measured.push({
        backend: engine.info.backend,
        timesAllowed: furthest(exercise, oracle.get(index) as Expected, outputs),
      })
    }
  }

  const misconceptions: MisconceptionProof[] = []
  for (const { id, name, sameAs, solution } of exercise.misconceptions) {
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
    misconceptions.push({
      id,
      name,
      sameAs,
      kills,
      caught: report.verdict !== 'passed',
      namedAs: report.diagnosis?.misconception?.id ?? null,
      timesAllowed: Math.max(...kills.map((kill) => kill.timesAllowed)),
    })
  }

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

function toleranceProblems(
  { tolerance }: Exercise,
  floor: number,
  misconceptions: readonly MisconceptionProof[],
): string[] {
  const problems: string[] = []
  if (floor > 0.2) {
    problems.push(
      `correct solutions or engines use ${show(floor)} of the tolerance; at most 0.2 is allowed: ` +
        `make the tolerance ${show(floor / 0.2)} times wider, or the inputs gentler`,
    )
  }
  for (const { id, name, timesAllowed } of misconceptions) {
    if (timesAllowed < 100) {
      problems.push(
        `misconception ${id} (${name}) is at most ${show(timesAllowed)} times the tolerance off; at least ` +
          `100 is wanted: add a case on which the mistake shows, or make the tolerance narrower`,
      )
    }
  }
  // The stored numbers are shown to students; they were measured elsewhere, so only their order must hold.
  if (floor > tolerance.floor * 3 + 0.02) {
    problems.push(
      `tolerance.floor says ${show(tolerance.floor)}, but ${show(floor)} was measured; store what is measured`,
    )
  }
  const gap = Math.min(...misconceptions.map((one) => one.timesAllowed))
  if (gap < tolerance.gap / 3 && Number.isFinite(gap)) {
    problems.push(
      `tolerance.gap says ${show(tolerance.gap)}, but ${show(gap)} was measured; store what is measured`,
    )
  }
  return problems
}

function misconceptionProblems(
  exercise: Exercise,
  misconceptions: readonly MisconceptionProof[],
): string[] {
  const problems: string[] = []
  if (misconceptions.length < 5) {
    problems.push(`misconceptions.ts has ${misconceptions.length}; at least five are wanted`)
  }
  for (const { id, name, caught, namedAs } of misconceptions) {
    if (!caught) problems.push(`misconception ${id} (${name}) passes; add a case that it fails`)
    else if (namedAs !== id) {
      problems.push(
        `misconception ${id} (${name}) is named ${namedAs ?? 'nothing'} in the report; ` +
          `add or reorder cases so that its numbers are its own`,
      )
    }
  }
  for (const aCase of exercise.cases) {
    const kills = misconceptions.some((one) =>
      one.kills.some((kill) => kill.caseName === aCase.name && kill.failed),
    )
    if (aCase.kind === 'invariant' && !kills) {
      problems.push(
        `the invariant "${aCase.name}" fails for no misconception; it tests nothing known`,
      )
    }
  }
  return problems
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

/** What a function of ours gives for every run of every case. A run on which it throws gives null. */
async function outputsHere(
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
  return { outputs, engine: engine.info }
}

/** The largest difference between two sets of outputs, in multiples of what is allowed. */
function furthest(exercise: Exercise, one: Expected, other: Expected): number {
  const distances = [...one.outputs].flatMap(([name, values]) =>
    values.map((expected, run) => {
      const yours = other.outputs.get(name)?.[run] ?? null
      if (expected === null || yours === null) return expected === yours ? 0 : Infinity
      const { finding, timesAllowed } = compare({
        type: exercise.signature.returns,
        expected,
        yours,
        tolerance: exercise.tolerance,
        inputs: {},
      })
      return finding && finding.kind !== 'values' ? Infinity : (timesAllowed ?? 0)
    }),
  )
  return Math.max(0, ...distances)
}

/** How far off a finding is. What is not about values counts as infinitely far. */
function timesOf(finding: Report['finding']): number {
  return finding && 'timesAllowed' in finding ? Number(finding.timesAllowed) : Infinity
}

function largest(values: readonly (number | string | null)[]): number {
  return Math.max(0, ...values.map((value) => (value === null ? 0 : Number(value))))
}

function show(value: number): string {
  return String(Number(value.toPrecision(3)))
}
