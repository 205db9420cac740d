/** The grades of a course, read from the database: two questions for everybody, however many they are. */
import { maxPoints, type ExerciseFacts } from '../exercises/exercise.ts'
import { Verdict } from '../grader/report.ts'
import type { Database } from '../prisma/client.ts'
import type { GradeCell, GradeTable, StudentGrades } from './api/grades.ts'
import { doneReview, doneReviewFields } from './done-review.ts'
import {
  contributionOf,
  gradesOf,
  sumOfWeights,
  type AssignmentGrade,
  type Attempt,
  type Grade,
  type GradedAssignment,
} from './grades.ts'

interface GivenAssignment extends GradedAssignment {
  readonly exercise: string
  readonly code: string
  readonly title: string
}

interface ReadAttempt extends Attempt {
  readonly hasRubric: boolean
}

/** Everything that the students of a course did for its assignments. */
export interface CourseWork {
  readonly assignments: readonly GivenAssignment[]
  readonly students: readonly { readonly id: string }[]
  readonly attempts: readonly Attempt[]
  readonly grades: ReadonlyMap<string, Grade<Attempt>>
}

export async function courseWork(
  db: Database,
  exercises: readonly ExerciseFacts[],
  courseId: string,
): Promise<CourseWork> {
  const { assignments, students } = await courseOf(db, exercises, courseId)
  return { assignments, students, ...(await workFor(db, assignments, students)) }
}

/** The table of a course's students, by name. */
export async function gradeTable(
  db: Database,
  exercises: readonly ExerciseFacts[],
  courseId: string,
): Promise<GradeTable> {
  const { timeZone, assignments, students } = await courseOf(db, exercises, courseId)
  const { grades } = await workFor(db, assignments, students)
  return {
    timeZone,
    assignments: assignments.map((one) => ({ ...shown(one), dueAt: one.dueAt })),
    students: students.map((student) => {
      const grade = grades.get(student.id) as Grade<ReadAttempt>
      return {
        ...{ ...student, percent: grade.percent, soFar: grade.soFar },
        cells: grade.assignments.map(cellOf),
      }
    }),
  }
}

function cellOf({ state, counted }: AssignmentGrade<ReadAttempt>): GradeCell | null {
  if (state === 'open') return null
  if (!counted) return { state, submission: null, points: 0, credit: 1, changed: null }
  const { row, points, credit } = counted
  const isOverridden = row.review !== null && row.review.override !== null
  const changed = isOverridden ? 'override' : row.hasRubric ? 'rubric' : null
  return { state, submission: row.id, points, credit, changed }
}

/** What each grade of one student is made of; null where the course has no such student. */
export async function studentGrades(
  db: Database,
  exercises: readonly ExerciseFacts[],
  { courseId, userId }: { courseId: string; userId: string },
): Promise<StudentGrades | null> {
  const { assignments, students, ...course } = await courseOf(db, exercises, courseId, userId)
  const [student] = students
  if (!student) return null
  const { grades } = await workFor(db, assignments, students)
  const grade = grades.get(userId) as Grade<ReadAttempt>
  const counted = grade.assignments.flatMap((one) => one.counted?.row.id ?? [])
  const reviewed = await db.submission.findMany({
    where: { id: { in: counted } },
    select: { id: true, ...doneReviewFields },
  })
  const reviews = new Map(reviewed.map((row) => [row.id, doneReview(row)]))
  const weights = sumOfWeights(assignments)
  return {
    student: { id: student.id, name: student.name, section: student.section },
    course,
    ...{ percent: grade.percent, soFar: grade.soFar },
    assignments: assignments.map((assignment, at) => {
      const one = grade.assignments[at] as AssignmentGrade<ReadAttempt>
      const { dueAt, extended, state, attempts } = one
      return {
        ...{ ...shown(assignment), dueAt, extended, state, attempts },
        contribution: contributionOf(one, weights),
        mostContribution: weights === 0 ? 0 : (100 * assignment.weight) / weights,
        counted: countedOf(one, reviews),
      }
    }),
  }
}

function countedOf(
  { counted }: AssignmentGrade<ReadAttempt>,
  reviews: ReadonlyMap<string, ReturnType<typeof doneReview>>,
): StudentGrades['assignments'][number]['counted'] {
  if (!counted) return null
  const { row, score, outOf, credit, points } = counted
  const review = reviews.get(row.id)
  return {
    ...{ submission: row.id, handedInAt: row.queuedAt, verdict: Verdict.parse(row.verdict) },
    ...{ graderPoints: row.points, score, outOf, credit, points },
    ...{ rubric: review?.rubric ?? [], override: review?.override ?? null },
  }
}

/** What counts for one person in these assignments, whatever their role. */
export async function gradeOf(
  db: Database,
  assignments: readonly GradedAssignment[],
  userId: string,
): Promise<Grade<Attempt>> {
  const { grades } = await workFor(db, assignments, [{ id: userId }])
  return grades.get(userId) as Grade<Attempt>
}

function shown({ id, exercise, code, title, weight, maxPoints: most }: GivenAssignment) {
  return { id, exercise, code, title, weight, maxPoints: most }
}

async function courseOf(
  db: Database,
  exercises: readonly ExerciseFacts[],
  courseId: string,
  userId?: string,
) {
  const { enrolments, assignments, ...course } = await db.course.findUniqueOrThrow({
    where: { id: courseId },
    select: {
      ...{ slug: true, title: true, timeZone: true },
      assignments: {
        where: { hiddenAt: null },
        orderBy: { position: 'asc' },
        select: { id: true, exercise: true, weight: true, dueAt: true, latePolicy: true },
      },
      enrolments: {
        where: { role: 'student', ...(userId !== undefined && { userId }) },
        orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
        select: {
          section: true,
          user: { select: { id: true, name: true, email: true, erasedAt: true } },
        },
      },
    },
  })
  return {
    ...course,
    students: enrolments.map(({ section, user: { erasedAt, ...user } }) => ({
      ...{ ...user, section, isErased: erasedAt !== null },
    })),
    assignments: assignments.flatMap((assignment): GivenAssignment[] => {
      const exercise = exercises.find(({ slug }) => slug === assignment.exercise)
      // One that has been withdrawn is no longer there to be solved, nor does it weigh.
      if (!exercise) return []
      const { code, title } = exercise
      return [{ ...assignment, code, title, maxPoints: maxPoints(exercise) }]
    }),
  }
}

async function workFor(
  db: Database,
  assignments: readonly GradedAssignment[],
  students: readonly { readonly id: string }[],
) {
  const ids = assignments.map(({ id }) => id)
  const userIds = students.map(({ id }) => id)
  const [attempts, extensions] = await Promise.all([
    attemptsOf(db, ids, userIds),
    db.extension.findMany({
      where: { assignmentId: { in: ids }, userId: { in: userIds } },
      select: { assignmentId: true, userId: true, dueAt: true },
    }),
  ])
  const now = new Date()
  return {
    attempts,
    grades: gradesOf({ students: userIds, assignments, extensions, attempts, now }),
  }
}

/** As PostgreSQL puts it into JSON; the time in milliseconds. */
type AttemptRow = readonly [
  id: string,
  assignmentId: string,
  userId: string,
  queuedAt: number,
  verdict: string | null,
  points: number | null,
  maxPoints: number | null,
  override: number | null,
  doneAt: number | null,
  rubric: number | null,
]

/**
 * In one question, answered with one value: Prisma's own would ask for reviews, marks and items by lists of
 * thousands of ids, and takes seconds for as many rows.
 */
async function attemptsOf(
  db: Database,
  assignments: string[],
  students: string[],
): Promise<ReadAttempt[]> {
  const [{ rows }] = await db.$queryRaw<[{ rows: AttemptRow[] }]>`
    SELECT coalesce(json_agg(json_build_array(
      submission."id", submission."assignmentId", submission."userId",
      extract(epoch FROM submission."queuedAt") * 1000,
      submission."verdict", submission."points", submission."maxPoints",
      review."override", extract(epoch FROM review."doneAt") * 1000,
      CASE WHEN review."id" IS NOT NULL THEN (
        SELECT sum(item."points") FROM "RubricMark" AS mark
        JOIN "RubricItem" AS item ON item."id" = mark."itemId"
        WHERE mark."reviewId" = review."id"
      ) END
    )), '[]') AS "rows"
    FROM "Submission" AS submission
    LEFT JOIN "Review" AS review
      ON review."submissionId" = submission."id" AND review."doneAt" IS NOT NULL
    WHERE submission."assignmentId" = ANY(${assignments}) AND submission."userId" = ANY(${students})
      AND submission."kind" = 'submit' AND submission."repeatsId" IS NULL
      AND submission."supersededAt" IS NULL`
  return rows.map((row) => {
    const [id, assignmentId, userId, queuedAt, verdict, points, most, override, doneAt, rubric] =
      row
    return {
      ...{ id, assignmentId, userId, queuedAt: new Date(queuedAt) },
      ...{ verdict, points, maxPoints: most, hasRubric: rubric !== null },
      review:
        doneAt === null
          ? null
          : {
              ...{ override, doneAt: new Date(doneAt) },
              marks: rubric === null ? [] : [{ item: { points: rubric } }],
            },
    }
  })
}
