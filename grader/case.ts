/** One case of a submission: its runs in the sandbox, and what they show. */
import type { CaseFacts, ExerciseFacts } from '../exercises/exercise.ts'
import type { WorkingExercise } from '../exercises/workings.ts'
import type { Inputs, Value } from '../reference/value.ts'
import { compare } from './compare.ts'
import { failureOf, type Failure } from './failure.ts'
import type { AnyNumber, CaseResult, Finding, Verdict } from './report.ts'
import type { Outcome } from './sandbox/outcome.ts'
import { showInputs } from './shown.ts'
import { limitsOf } from './submission-child.ts'

/** Calls the student's function once: in a sandbox, or at home in the student's own process. */
export interface Runner {
  call(inputs: readonly Value[], seed: number): Promise<Outcome>
}

/** A case after its runs, with what a diagnosis needs. */
export interface GradedCase {
  readonly result: CaseResult
  readonly aCase: CaseFacts
  readonly runs: readonly Inputs[]
  /** The student's values, one per run, as far as they came. */
  readonly outputs: readonly Value[]
  readonly failure: Failure | null
}

/**
 * Runs the student's code on a case with this seed and looks at what comes back. `wanted` holds the
 * reference's outputs, one per run.
 */
export async function gradeCase(
  { exercise, workings }: WorkingExercise,
  aCase: CaseFacts,
  seed: number,
  wanted: readonly Value[] | undefined,
  runner: Runner,
): Promise<GradedCase> {
  const runs = await workings.runsOf(aCase.name, seed)
  if (wanted?.length !== runs.length) {
    throw new Error(
      `exercise "${exercise.slug}", case "${aCase.name}": ${runs.length} runs, but the reference has ` +
        `${wanted?.length ?? 0} outputs; the cached outputs belong to another version of the exercise`,
    )
  }

  const outputs: Value[] = []
  let failure: Failure | null = null
  let timesAllowed: AnyNumber | null = null
  let milliseconds = 0
  const printed = { console: '', consoleCut: false }
  for (const [position, inputs] of runs.entries()) {
    const outcome = await runner.call(
      exercise.signature.parameters.map(({ name }) => inputs[name] as Value),
      seed,
    )
    milliseconds += outcome.milliseconds
    // What several runs print together is kept like what one run prints.
    const room = limitsOf(exercise).consoleCharacters - printed.console.length
    printed.consoleCut ||= outcome.consoleCut || outcome.console.length > room
    printed.console += outcome.console.slice(0, room)
    const seen = judge(outcome, {
      exercise,
      inputs,
      wanted: wanted[position] as Value,
      valuesCount: aCase.kind !== 'invariant',
    })
    if (outcome.kind === 'returned') outputs.push(outcome.value)
    timesAllowed = seen.timesAllowed
    failure = seen.failure
    if (failure) break
  }
  if (aCase.kind === 'invariant' && !failure) {
    const broken = await workings.holds(aCase.name, outputs, runs)
    timesAllowed = broken ? asAnyNumber(broken.timesAllowed) : null
    failure = broken && {
      verdict: 'wrongAnswer',
      finding: {
        kind: 'invariant',
        relation: aCase.relation,
        seen: broken.seen,
        timesAllowed: asAnyNumber(broken.timesAllowed),
      },
    }
  }

  const shown = aCase.disclosure === 'full'
  const result: CaseResult = {
    name: aCase.name,
    kind: aCase.kind,
    disclosure: aCase.disclosure,
    points: aCase.points,
    earned: failure ? 0 : aCase.points,
    verdict: failure?.verdict ?? 'passed',
    skipped: false,
    milliseconds,
    seed: shown ? seed : null,
    finding: failure?.finding ?? null,
    timesAllowed,
    console: shown ? printed.console : '',
    consoleCut: shown && printed.consoleCut,
    inputs: shown ? showInputs(exercise.signature, runs[0] as Inputs) : [],
  }
  return { result, aCase, runs, outputs, failure }
}

/** What one call's outcome means: a failure, or how near its values came to their limit. */
function judge(
  outcome: Outcome,
  due: { exercise: ExerciseFacts; inputs: Inputs; wanted: Value; valuesCount: boolean },
): { failure: Failure | null; timesAllowed: AnyNumber | null } {
  const { exercise, inputs, wanted, valuesCount } = due
  if (outcome.kind !== 'returned') {
    return {
      failure: failureOf(outcome, exercise.signature.name, limitsOf(exercise)),
      timesAllowed: null,
    }
  }
  const { finding, timesAllowed } = compare({
    type: exercise.signature.returns,
    expected: wanted,
    yours: outcome.value,
    tolerance: exercise.tolerance,
    // The runs of an invariant are compared with each other: here only type, shape and finiteness count.
    valuesCount,
    inputs,
  })
  const [changed] = outcome.changedInputs
  const failing: Finding | null =
    finding ?? (changed === undefined ? null : { kind: 'inputChanged', parameter: changed })
  return {
    failure: failing && { verdict: verdictOfValues(failing), finding: failing },
    timesAllowed: timesAllowed === null ? null : asAnyNumber(timesAllowed),
  }
}

function verdictOfValues(finding: Finding): Verdict {
  const unreadable = ['type', 'shape', 'dtype'].includes(finding.kind)
  return unreadable ? 'badOutput' : 'wrongAnswer'
}

function asAnyNumber(value: number): AnyNumber {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}
