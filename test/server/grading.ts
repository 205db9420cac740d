/** Ends submissions without a grader: what a worker would write, written with the worker's own functions. */
import type { Exercise } from '../../exercises/exercise.ts'
import { course } from '../../exercises/index.ts'
import { claimNext } from '../../grader/queue/claim.ts'
import type { CaseResult, ProgressEvent, Report } from '../../grader/report.ts'
import { recordEvents, saveReport, type Fence } from '../../grader/queue/store.ts'
import type { Database } from '../../prisma/client.ts'

/** A number that stands for everything that a student must not see. */
export const secretNumber = 0.7180339

/** Claims what is next in the queue. Throws when nothing waits. */
export async function claim(db: Database): Promise<Fence> {
  const claimed = await claimNext(db, { worker: 'test', leaseMilliseconds: 60_000 })
  if (!claimed) throw new Error('nothing waits in the queue')
  return claimed
}

export async function record(
  db: Database,
  fence: Fence,
  ...events: ProgressEvent[]
): Promise<void> {
  if (!(await recordEvents(db, fence, events))) throw new Error('the claim was lost')
}

/** A report in which the first case passes and the second, at `disclosure`, is wrong. */
export function wrongReport(exercise: Exercise, disclosure: CaseResult['disclosure']): Report {
  const secretCell = {
    ...{ index: [0], expected: secretNumber, yours: secretNumber, offBy: 1, allowed: 1e-5 },
  }
  const common = {
    ...({ kind: 'random', points: 1, skipped: false, milliseconds: 3, consoleCut: false } as const),
    inputs: [],
  }
  const passed: CaseResult = {
    ...common,
    ...{ name: 'first', disclosure: 'full', earned: 1, verdict: 'passed', seed: 1 },
    ...{ finding: null, timesAllowed: 0.1, console: 'hello' },
  }
  const wrong: CaseResult = {
    ...common,
    ...{ name: 'second', disclosure, earned: 0, verdict: 'wrongAnswer', seed: 7_180_339 },
    ...{ timesAllowed: secretNumber, console: `inputs ${secretNumber}` },
    inputs: [{ parameter: 'x', text: `${secretNumber}`, tensor: null }],
    finding: {
      ...{ kind: 'values', path: [], axes: ['T'], shape: [2], wrong: 1, total: 2 },
      ...{ first: secretCell, worst: secretCell, timesAllowed: secretNumber },
      patterns: [{ kind: 'constantRatio', ratio: secretNumber }],
      ...{ expected: null, yours: null },
    },
  }
  return {
    ...{ version: 1, exercise: exercise.slug, exerciseVersion: 'test', mode: 'submit' },
    ...{ verdict: 'wrongAnswer', points: 1, maxPoints: 2, cases: [passed, wrong], finding: null },
    firstFailure: 1,
    diagnosis: {
      misconception: { id: 'X1', sameAs: 'a known mistake' },
      hints: ['What does each row sum to?'],
      alsoMatches: [],
    },
    counterexample: {
      inputs: [{ parameter: 'x', text: `${secretNumber}`, tensor: null }],
      ...{ expected: `${secretNumber}`, yours: '0', shrinks: 2 },
    },
    tolerance: { absolute: 1e-5, relative: 1e-5 },
    engine: null,
    referenceMilliseconds: null,
    pictures: [],
    timings: {
      ...{ compileMilliseconds: 1, expectedMilliseconds: 1, runMilliseconds: 1 },
      totalMilliseconds: 3,
    },
  }
}

/** Claims what is next and ends it with `wrongReport`. */
export async function gradeNext(
  db: Database,
  disclosure: CaseResult['disclosure'] = 'full',
): Promise<void> {
  const fence = await claim(db)
  await end(db, fence, disclosure)
}

export async function end(
  db: Database,
  fence: Fence,
  disclosure: CaseResult['disclosure'] = 'full',
): Promise<void> {
  const { exercise } = await db.submission.findUniqueOrThrow({ where: { id: fence.id } })
  const graded = course.find(({ slug }) => slug === exercise) as Exercise
  if (!(await saveReport(db, fence, wrongReport(graded, disclosure)))) {
    throw new Error('the claim was lost')
  }
}
