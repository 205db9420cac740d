/**
 * The pipeline: source in, report out.
 *
 * compile → expected values and a sandbox child (side by side) → one call per run of each case →
 * compare → diagnose and shrink the first failure. A student's mistake is a value and ends up in the
 * report; whatever is thrown here is a fault of ours.
 */
import type { CaseFacts } from '../exercises/exercise.ts'
import type { WorkingExercise } from '../exercises/workings.ts'
import type { Value } from '../reference/value.ts'
import { gradeCase, type GradedCase } from './case.ts'
import { compile } from './compile.ts'
import type { Failure } from './failure.ts'
import { verdicts, type CaseResult, type EngineInfo, type Report, type Verdict } from './report.ts'
import type { SandboxPool } from './sandbox/outcome.ts'
import { drawPictures } from './pictures.ts'
import { findCounterexample } from './shrink.ts'
import { SubmissionChild } from './submission-child.ts'
import { diagnoseFailure } from './suspects.ts'

export interface GradeRequest extends WorkingExercise {
  /** A hash of the exercise's folder and reference. */
  readonly exerciseVersion: string
  readonly source: string
  /** `run` grades the shown cases only. */
  readonly mode: 'run' | 'submit'
  /** The seed of a case, a 32-bit whole number. */
  seedOf(this: void, caseName: string): number
  /** Sources of earlier exercises that the submission may import, by slug. */
  readonly modules: Readonly<Record<string, string>>
  /** Grades this case alone. */
  readonly only?: string
}

/** The reference's outputs: for every case by name, one value per run. */
export interface Expected {
  readonly outputs: ReadonlyMap<string, readonly Value[]>
  /** How long the engine took for each case; without those that were not measured. */
  readonly milliseconds: ReadonlyMap<string, number>
  readonly engine: EngineInfo
}

export interface GradeTools {
  readonly pool: SandboxPool
  expected(this: void): Promise<Expected>
  /** Called after compiling, and after each case with how many are done. */
  onCompiled?(this: void): void
  onCase(this: void, result: CaseResult, done: number, of: number): void
}

/** Grades a submission. Throws only for faults of ours. */
export async function grade(request: GradeRequest, tools: GradeTools): Promise<Report> {
  const started = performance.now()
  const cases = chosenCases(request)
  const waitingForExpected = tools.expected()
  // Awaited below; until then a failure must not count as unhandled.
  waitingForExpected.catch(() => undefined)

  const compiled = await compile(request.source, request.exercise, request.modules)
  const compileMilliseconds = performance.now() - started
  tools.onCompiled?.()
  if (!compiled.ok) {
    const timings = { compileMilliseconds, expectedMilliseconds: 0, runMilliseconds: 0, started }
    const results = cases.map((aCase) => skipped(aCase, 'compileError'))
    return assemble(request, results, { ...nothingFound, finding: compiled.finding, timings })
  }

  const expected = await waitingForExpected
  const expectedMilliseconds = performance.now() - started - compileMilliseconds
  const runStarted = performance.now()
  const child = new SubmissionChild(tools.pool, compiled.program, request.exercise)
  try {
    const graded: GradedCase[] = []
    for (const [position, aCase] of cases.entries()) {
      const stopper = graded.find((one) => one.failure && endsTheRun(one.failure))
      if (stopper) break
      const { name } = aCase
      const seed = request.seedOf(name)
      const one = await gradeCase(request, aCase, seed, expected.outputs.get(name), child)
      graded.push(one)
      tools.onCase(one.result, position + 1, cases.length)
    }
    const runMilliseconds = performance.now() - runStarted
    const results = graded.map((one) => one.result)
    const last = results.at(-1)
    if (last) results.push(...cases.slice(graded.length).map((one) => skipped(one, last.verdict)))

    const first = graded.find((one) => one.failure !== null)
    const diagnosis = await diagnoseFailure(request, graded)
    const counterexample = first ? await findCounterexample(request, first, child) : null
    const drawable = graded.every(({ result }) => drawn.includes(result.verdict))
    return assemble(request, results, {
      finding: null,
      engine: expected.engine,
      diagnosis,
      counterexample,
      referenceMilliseconds: sumOf(expected.milliseconds, graded),
      // Last, so that nothing that counts comes after a call that may have killed the child.
      pictures: drawable && request.only === undefined ? await drawPictures(request, child) : [],
      timings: { compileMilliseconds, expectedMilliseconds, runMilliseconds, started },
    })
  } finally {
    child.close()
  }
}

/** With any other verdict the code does not run, or not to its end, and there is nothing to draw. */
const drawn: readonly Verdict[] = ['passed', 'wrongAnswer']

/** Null when one of the cases was not measured. */
function sumOf(
  milliseconds: Expected['milliseconds'],
  graded: readonly GradedCase[],
): number | null {
  let sum = 0
  for (const { aCase } of graded) {
    const spent = milliseconds.get(aCase.name)
    if (spent === undefined) return null
    sum += spent
  }
  return sum
}

type Parts = Pick<
  Report,
  'finding' | 'engine' | 'diagnosis' | 'counterexample' | 'referenceMilliseconds' | 'pictures'
>

const nothingFound: Parts = {
  finding: null,
  engine: null,
  diagnosis: null,
  counterexample: null,
  referenceMilliseconds: null,
  pictures: [],
}

function assemble(
  { exercise, exerciseVersion, mode }: GradeRequest,
  cases: CaseResult[],
  {
    timings,
    ...parts
  }: Parts & {
    timings: Omit<Report['timings'], 'totalMilliseconds'> & { started: number }
  },
): Report {
  const { started, ...phases } = timings
  const seen = cases.filter((one) => !one.skipped).map((one) => one.verdict)
  if (parts.finding) seen.push('compileError')
  const firstFailure = cases.findIndex((one) => !one.skipped && one.verdict !== 'passed')
  return {
    version: 1,
    exercise: exercise.slug,
    exerciseVersion,
    mode,
    verdict: verdicts.find((verdict) => seen.includes(verdict)) ?? 'passed',
    points: cases.reduce((sum, one) => sum + one.earned, 0),
    maxPoints: cases.reduce((sum, one) => sum + one.points, 0),
    cases,
    firstFailure: firstFailure === -1 ? null : firstFailure,
    tolerance: { absolute: exercise.tolerance.absolute, relative: exercise.tolerance.relative },
    timings: { ...phases, totalMilliseconds: performance.now() - started },
    ...parts,
  }
}

function chosenCases({ exercise, mode, only }: GradeRequest): readonly CaseFacts[] {
  return exercise.cases.filter(
    (aCase) =>
      (only === undefined || aCase.name === only) &&
      (mode === 'submit' || aCase.disclosure === 'full'),
  )
}

/** Failures after which the other cases would only repeat it, at the student's cost in time. */
function endsTheRun({ verdict, finding }: Failure): boolean {
  const limits: readonly Verdict[] = [
    'compileError',
    'notImplemented',
    'timeLimit',
    'memoryLimit',
    'outputLimit',
    'sandboxCrash',
  ]
  return limits.includes(verdict) || (finding.kind === 'threw' && finding.while === 'loading')
}

/** A case that was not run; its verdict is that of what stopped the run. */
function skipped(aCase: CaseFacts, verdict: Verdict): CaseResult {
  return {
    name: aCase.name,
    kind: aCase.kind,
    disclosure: aCase.disclosure,
    points: aCase.points,
    earned: 0,
    verdict,
    skipped: true,
    milliseconds: 0,
    seed: null,
    finding: null,
    timesAllowed: null,
    console: '',
    consoleCut: false,
    inputs: [],
  }
}
