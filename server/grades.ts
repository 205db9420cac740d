/**
 * What everybody's work in a course comes to. For each assignment one attempt counts: the one that is
 * worth most, its score times the credit of the time at which it came. The grade is the weighted sum.
 */
import { creditAt, deadlineOf } from '../grader/queue/lateness.ts'
import { scoreOf, type ScoredRow } from './scores.ts'

export interface GradedAssignment {
  readonly id: string
  readonly weight: number
  /** Of the exercise as it is served now. */
  readonly maxPoints: number
  readonly dueAt: Date | null
  readonly latePolicy: unknown
}

export interface LaterDate {
  readonly assignmentId: string
  readonly userId: string
  readonly dueAt: Date
}

/** What a student handed in themselves, and was not replaced before it was started. */
export interface Attempt extends ScoredRow {
  readonly id: string
  readonly assignmentId: string
  readonly userId: string
  readonly queuedAt: Date
}

export interface CountedAttempt<Row extends Attempt> {
  readonly row: Row
  /** With rubric and override, of `outOf`. */
  readonly score: number
  readonly outOf: number
  /** 1 in time, less when late. */
  readonly credit: number
  /** What it gives in the end, of the assignment's points. */
  readonly points: number
}

/** `open`: nothing handed in, nor due yet; `missing`: nothing by the due date; `waiting`: nothing graded yet. */
export type GradeState = 'open' | 'missing' | 'waiting' | 'graded'

export interface AssignmentGrade<Row extends Attempt> {
  readonly assignment: GradedAssignment
  /** This student's own. */
  readonly dueAt: Date | null
  readonly extended: boolean
  readonly state: GradeState
  /** Without those that failed by our fault. */
  readonly attempts: number
  readonly counted: CountedAttempt<Row> | null
}

export interface Grade<Row extends Attempt> {
  /** Of the whole course; null where nothing in it has a weight. */
  readonly percent: number | null
  /** Of what was handed in or was due; null where that is nothing yet. */
  readonly soFar: number | null
  /** In the order of the assignments. */
  readonly assignments: readonly AssignmentGrade<Row>[]
}

interface Work<Row extends Attempt> {
  readonly students: readonly string[]
  readonly assignments: readonly GradedAssignment[]
  readonly extensions: readonly LaterDate[]
  readonly attempts: readonly Row[]
  readonly now: Date
}

/** The grade of every student, by their id. */
export function gradesOf<Row extends Attempt>(work: Work<Row>): ReadonlyMap<string, Grade<Row>> {
  const attempts = Map.groupBy(work.attempts, keyOf)
  const extensions = new Map(work.extensions.map((one) => [keyOf(one), one]))
  return new Map(
    work.students.map((userId) => {
      const assignments = work.assignments.map((assignment) => {
        const key = keyOf({ userId, assignmentId: assignment.id })
        const extension = extensions.get(key)
        return assignmentGrade(assignment, extension, attempts.get(key) ?? [], work.now)
      })
      const begun = assignments.filter(({ state }) => state !== 'open' && state !== 'waiting')
      const grade = { percent: percentOf(assignments), soFar: percentOf(begun), assignments }
      return [userId, grade]
    }),
  )
}

function keyOf({ userId, assignmentId }: Pick<Attempt, 'userId' | 'assignmentId'>): string {
  return `${userId} ${assignmentId}`
}

function assignmentGrade<Row extends Attempt>(
  assignment: GradedAssignment,
  extension: LaterDate | undefined,
  attempts: readonly Row[],
  now: Date,
): AssignmentGrade<Row> {
  const { dueAt } = deadlineOf(assignment, extension)
  const counted = best(attempts.flatMap((row) => worthOf(row, assignment, dueAt)))
  const isOver = dueAt !== null && now > dueAt
  const nothing = isOver ? 'missing' : 'open'
  return {
    ...{ assignment, dueAt, counted },
    extended: extension !== undefined && assignment.dueAt !== null,
    state: counted ? 'graded' : attempts.length > 0 ? 'waiting' : nothing,
    attempts: attempts.filter(({ verdict }) => verdict !== 'graderError').length,
  }
}

function worthOf<Row extends Attempt>(
  row: Row,
  { maxPoints, latePolicy }: GradedAssignment,
  dueAt: Date | null,
): CountedAttempt<Row>[] {
  const score = scoreOf(row)
  if (score === null) return []
  const outOf = row.maxPoints ?? maxPoints
  const credit = creditAt(row.queuedAt, dueAt, latePolicy)
  // A version with other points counts by its share of them.
  const points = outOf === 0 ? 0 : hundredths((score / outOf) * maxPoints * credit)
  return [{ row, score, outOf, credit, points }]
}

/** Of those that are worth the same, the first: work does not get later by being repeated. */
function best<Row extends Attempt>(
  attempts: readonly CountedAttempt<Row>[],
): CountedAttempt<Row> | null {
  return attempts.reduce<CountedAttempt<Row> | null>((most, one) => {
    if (!most || one.points > most.points) return one
    return one.points === most.points && one.row.queuedAt < most.row.queuedAt ? one : most
  }, null)
}

/** What an assignment gives of the whole, in percent: its share of the weights. */
export function contributionOf<Row extends Attempt>(
  { assignment, counted }: AssignmentGrade<Row>,
  weights: number,
): number {
  if (weights === 0 || assignment.maxPoints === 0) return 0
  const share = (counted?.points ?? 0) / assignment.maxPoints
  return (100 * assignment.weight * share) / weights
}

export function sumOfWeights(assignments: readonly GradedAssignment[]): number {
  return assignments.reduce((sum, { weight }) => sum + weight, 0)
}

function percentOf<Row extends Attempt>(grades: readonly AssignmentGrade<Row>[]): number | null {
  const weights = sumOfWeights(grades.map(({ assignment }) => assignment))
  if (weights === 0) return null
  return hundredths(grades.reduce((sum, grade) => sum + contributionOf(grade, weights), 0))
}

/** As it is shown, so that whoever adds up what they see gets what they see. */
export function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}
