/**
 * The proof that an exercise carries: its stub is recognised, its correct solutions pass on every
 * engine, and every known wrong solution fails, far beyond the tolerance, and is named as itself.
 * Everything runs through the real pipeline and the real sandbox.
 */
import pMap from 'p-map'
import { compare } from '../../grader/compare.ts'
import { grade, type Expected } from '../../grader/grade.ts'
import type { Report } from '../../grader/report.ts'
import type { SandboxPool } from '../../grader/sandbox/outcome.ts'
import { caseSeed } from '../../grader/seeds.ts'
import { referenceOutputs } from '../../reference/outputs.ts'
import type { Value } from '../../reference/value.ts'
import { degenerateOutputs } from './degenerate.ts'
import { exampleProblems } from './examples.ts'
import type { MisconceptionFacts } from '../exercise.ts'
import { misconceptionSource } from '../files.ts'
import type { WorkingExercise } from '../workings.ts'
import { furthest, outputsOf, type Outputs, type ReferenceEngine } from './outputs.ts'
import { pictureProblems, picturesOfReference } from './pictures.ts'
import { misconceptionProblems, toleranceProblems, type MisconceptionProof } from './problems.ts'
import { statementProblems } from './statement.ts'

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

/** An exercise as it is proved: its code, its texts, and what computes its reference. */
export interface Provable extends WorkingExercise {
  readonly version: string
  readonly statement: string
  readonly stub: string
  /** The text of misconceptions.ts. */
  readonly misconceptions: string
  /** The texts of the correct solutions, by style. */
  readonly solutions: ReadonlyMap<string, string>
  /** The texts of the earlier exercises that a solution may import, by slug. */
  readonly modules: Readonly<Record<string, string>>
  /** The first one gives the expected values; the others are compared with it. */
  readonly engines: readonly [ReferenceEngine, ...ReferenceEngine[]]
}

/** What is told of a proof while it is made. */
export interface Watcher {
  onStep(step: string): void
  onSolution?(style: string, passed: boolean): void
  onMisconception?(proof: MisconceptionProof): void
}

/** Proves one exercise. Throws only for faults of ours. */
export async function prove(
  provable: Provable,
  pool: SandboxPool,
  watcher: Watcher,
): Promise<Proof> {
  const { exercise, workings, version, modules, engines } = provable
  const problems: string[] = [...statementProblems(exercise, provable.statement)]
  const seedOf = (index: number) => (name: string) => caseSeed('proof', version, index, name)
  const expectedBy = async ({ info, evaluate }: ReferenceEngine, index: number) => ({
    ...(await referenceOutputs(provable, seedOf(index), evaluate)),
    engine: info,
  })
  const expectedOf = new Map<number, Expected>()
  for (const index of proofSeeds) {
    watcher.onStep(`expected values, seed ${index}`)
    expectedOf.set(index, await expectedBy(engines[0], index))
  }
  problems.push(...exampleProblems(exercise, expectedOf.get(0) as Expected))
  const submit = (source: string, index: number): Promise<Report> =>
    grade(
      {
        ...{ exercise, workings },
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

  watcher.onStep('stub')
  const stub = await submit(provable.stub, 0)
  if (stub.verdict !== 'notImplemented') {
    problems.push(
      `stub.ts ends as ${stub.verdict}; its body must be exactly: throw new Error('not implemented')`,
    )
  }

  const solutions: { style: string; timesAllowed: number }[] = []
  for (const [style, source] of provable.solutions) {
    let passed = true
    for (const index of proofSeeds) {
      watcher.onStep(`solutions/${style}.ts, seed ${index}`)
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
      passed &&= report.verdict === 'passed'
    }
    watcher.onSolution?.(style, passed)
  }
  if (new Set(solutions.map(({ style }) => style)).size < 2) {
    problems.push('solutions/ needs at least two correct solutions in different styles')
  }

  const oracle = new Map<number, Outputs>()
  for (const index of proofSeeds) {
    watcher.onStep(`oracle, seed ${index}`)
    oracle.set(index, await outputsOf(provable, seedOf(index), (inputs) => workings.right(inputs)))
  }
  // Runs of an invariant are compared with each other only, and may be long enough for rounding to grow.
  const exact = new Set(
    exercise.cases.filter((one) => one.kind !== 'invariant').map(({ name }) => name),
  )
  const compared = (all: Outputs): Outputs => new Map([...all].filter(([name]) => exact.has(name)))
  const measured: { backend: string; timesAllowed: number }[] = []
  for (const engine of engines) {
    for (const index of proofSeeds) {
      watcher.onStep(`engine ${engine.info.backend}, seed ${index}`)
      const { outputs } = await expectedBy(engine, index)
      measured.push({
        backend: engine.info.backend,
        timesAllowed: furthest(exercise, compared(oracle.get(index) as Outputs), outputs),
      })
    }
  }

  const proveMisconception = async ({
    id,
    name,
    sameAs,
  }: MisconceptionFacts): Promise<MisconceptionProof> => {
    watcher.onStep(`misconception ${id}`)
    const source = misconceptionSource(provable.misconceptions, name, exercise.signature.name)
    const report = await submit(source, 0)
    if (report.verdict === 'compileError') {
      problems.push(
        `misconception ${id} (${name}) cannot be handed in: misconceptions.ts does not compile as a submission, ` +
          `or exports no function "${name}": ${JSON.stringify(report.finding).slice(0, 300)}`,
      )
    }
    const kills = report.cases.map((one) => ({
      caseName: one.name,
      failed: one.verdict !== 'passed',
      timesAllowed: one.verdict === 'passed' ? Number(one.timesAllowed ?? 0) : timesOf(one.finding),
    }))
    const proof: MisconceptionProof = {
      id,
      name,
      sameAs,
      kills,
      caught: report.verdict !== 'passed',
      namedAs: report.diagnosis?.misconception?.id ?? null,
      timesAllowed: Math.max(...kills.map((kill) => kill.timesAllowed)),
    }
    watcher.onMisconception?.(proof)
    return proof
  }
  // As many at a time as there are sandboxes in the pool: the trusted part of each is short.
  const misconceptions = await pMap(exercise.misconceptions, proveMisconception, {
    concurrency: sandboxes,
  })

  watcher.onStep('pictures')
  const pictures = await picturesOfReference(provable, engines[0])
  problems.push(...pictureProblems(exercise, pictures, 'the reference'))
  watcher.onStep('coinciding misconceptions')
  problems.push(...(await coincidences(provable, seedOf(0))))
  watcher.onStep('degenerate outputs')
  problems.push(...(await survivors(provable, seedOf(0), expectedOf.get(0) as Expected)))

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
  working: WorkingExercise,
  seedOf: (caseName: string) => number,
): Promise<string[]> {
  const { exercise, workings } = working
  const outputs = await Promise.all(
    exercise.misconceptions.map(async ({ id }) => ({
      id,
      outputs: await outputsOf(
        working,
        seedOf,
        async (inputs) => (await workings.wrong(id, [inputs]))[0] ?? null,
      ),
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
async function survivors(
  { exercise, workings }: WorkingExercise,
  seedOf: (caseName: string) => number,
  expected: Expected,
): Promise<string[]> {
  const alive = new Set<string>()
  const dead = new Set<string>()
  for (const aCase of exercise.cases) {
    if (aCase.kind === 'invariant') continue
    const [inputs = {}] = await workings.runsOf(aCase.name, seedOf(aCase.name))
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
