/** What instructors set for the exercises of their course. Every change is on record with what was before. */
import { maxPoints, type ExerciseFacts } from '../exercises/exercise.ts'
import { LatePolicy } from '../grader/queue/lateness.ts'
import { Disclosure } from '../grader/report.ts'
import { Prisma, type Database, type DatabaseOrTransaction } from '../prisma/client.ts'
import type { Assignment as Row } from '../prisma/generated/client.ts'
import type {
  AssignmentConflict,
  AssignmentSettings,
  Assignments,
  AssignmentsChange,
} from './api/assignments.ts'
import { audit, auditAll } from './audit.ts'
import { HttpError, notFound } from './errors.ts'

/** Who changes what. */
export interface Change {
  readonly actorId: string
  readonly courseId: string
}

/** All assignments of a course in their order, and how its students stand. */
export async function listAssignments(
  db: Database,
  exercises: readonly ExerciseFacts[],
  courseId: string,
): Promise<Assignments> {
  const [course, students, counts] = await Promise.all([
    db.course.findUniqueOrThrow({
      where: { id: courseId },
      select: {
        timeZone: true,
        assignments: {
          orderBy: [{ position: 'asc' }, { id: 'asc' }],
          include: { _count: { select: { submissions: true, extensions: true } } },
        },
      },
    }),
    db.enrolment.count({ where: { courseId, role: 'student' } }),
    countStudents(db, courseId),
  ])
  const given = new Set(course.assignments.map(({ exercise }) => exercise))
  return {
    timeZone: course.timeZone,
    students,
    assignments: course.assignments.map(({ _count, ...row }) => {
      const exercise = exercises.find(({ slug }) => slug === row.exercise)
      const counted = counts.find((one) => one.assignment === row.id)
      return {
        ...{ id: row.id, exercise: row.exercise, code: exercise?.code ?? null },
        ...{
          title: exercise?.title ?? row.exercise,
          points: exercise ? maxPoints(exercise) : null,
        },
        ...settingsOf(row),
        ...{ handedIn: counted?.handedIn ?? 0, passed: counted?.passed ?? 0 },
        ...{ extensions: _count.extensions, isRemovable: _count.submissions === 0 },
      }
    }),
    available: exercises
      .filter(({ slug }) => !given.has(slug))
      .map(({ slug, code, title }) => ({ slug, code, title })),
  }
}

/** Gives an exercise to the course, after all others. Throws 409 where it has it already. */
export async function addAssignment(
  db: Database,
  exercise: ExerciseFacts,
  { actorId, courseId }: Change,
): Promise<void> {
  await inOrder(db, courseId, async (tx) => {
    const isGiven = await tx.assignment.count({ where: { courseId, exercise: exercise.slug } })
    if (isGiven > 0) {
      throw conflict('alreadyGiven', `The course has "${exercise.slug}" already; change that one.`)
    }
    const last = await tx.assignment.aggregate({ where: { courseId }, _max: { position: true } })
    const { id } = await tx.assignment.create({
      data: { courseId, exercise: exercise.slug, position: (last._max.position ?? -1) + 1 },
    })
    await audit(tx, {
      ...{ actorId, courseId, action: 'assignment.create', subject: `assignment ${id}` },
      after: { exercise: exercise.slug },
    })
  })
}

/** Takes one away that nobody has touched. Throws 409 for others: what was handed in would lose its course. */
export async function removeAssignment(
  db: Database,
  id: string,
  { actorId, courseId }: Change,
): Promise<void> {
  await inOrder(db, courseId, async (tx) => {
    const [row] = await lockAssignments(tx, courseId, [id])
    const submissions = await tx.submission.count({ where: { assignmentId: id } })
    if (submissions > 0) {
      throw conflict(
        'hasSubmissions',
        `${submissions} runs and submissions belong to this assignment, and would no longer belong to the course. Hide it instead: students see it no more, and their work is kept.`,
      )
    }
    await tx.assignment.delete({ where: { id } })
    await audit(tx, {
      ...{ actorId, courseId, action: 'assignment.delete', subject: `assignment ${id}` },
      before: { exercise: row!.exercise, ...recorded(settingsOf(row!)) },
    })
  })
}

/** Puts the course's assignments into this order. Throws 409 where it names not all of them. */
export async function orderAssignments(
  db: Database,
  ids: readonly string[],
  { actorId, courseId }: Change,
): Promise<void> {
  await inOrder(db, courseId, async (tx) => {
    const rows = await tx.assignment.findMany({
      where: { courseId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, exercise: true },
    })
    const wanted = ids.flatMap((id) => rows.find((row) => row.id === id) ?? [])
    if (wanted.length !== rows.length || new Set(ids).size !== rows.length) {
      throw conflict(
        'otherAssignments',
        `The order has to name all ${rows.length} assignments of the course, each once; load the list again, since another instructor may have changed it.`,
      )
    }
    for (const [position, { id }] of wanted.entries()) {
      await tx.assignment.update({ where: { id }, data: { position } })
    }
    await audit(tx, {
      ...{ actorId, courseId, action: 'assignment.order', subject: `course ${courseId}` },
      before: rows.map(({ exercise }) => exercise),
      after: wanted.map(({ exercise }) => exercise),
    })
  })
}

/**
 * Changes settings of some assignments, all or none. Throws where one of them is not the course's, would not
 * fit, or is no longer as it was seen.
 */
export async function changeAssignments(
  db: Database,
  { assignments: ids, settings, seen, shift }: AssignmentsChange,
  { actorId, courseId }: Change,
): Promise<void> {
  await inOrder(db, courseId, async (tx) => {
    const before = await lockAssignments(tx, courseId, ids)
    for (const row of before) await refuseConflict(tx, row, seen)
    for (const row of before) {
      const { opensAt = row.opensAt, dueAt = row.dueAt } = settings
      demandOrder({ ...row, opensAt, dueAt })
      await tx.assignment.update({ where: { id: row.id }, data: columns(settings, row) })
    }
    if (shift && shift.days !== 0) await shiftDates(tx, ids, shift)
    const after = await lockAssignments(tx, courseId, ids)
    await auditAll(
      tx,
      before.flatMap((row, at) => {
        const change = difference(settingsOf(row), settingsOf(after[at]!))
        if (!change) return []
        const subject = `assignment ${row.id}`
        return [{ actorId, courseId, action: 'assignment.change', subject, ...change }]
      }),
    )
  })
}

/** Moves dates by whole days of the course's time zone: 23:59 stays 23:59 when the clocks change. */
async function shiftDates(
  tx: DatabaseOrTransaction,
  ids: readonly string[],
  { days, dates }: NonNullable<AssignmentsChange['shift']>,
): Promise<void> {
  const moved = (column: Prisma.Sql) => Prisma.sql`(
    ${column} AT TIME ZONE course."timeZone" + make_interval(days => ${days}::int)
  ) AT TIME ZONE course."timeZone"`
  const rows = await tx.$queryRaw<Pick<Row, 'id' | 'exercise' | 'opensAt' | 'dueAt'>[]>`
    SELECT assignment."id", "exercise",
      ${dates === 'dueAt' ? Prisma.sql`"opensAt"` : moved(Prisma.sql`"opensAt"`)} AS "opensAt",
      ${dates === 'opensAt' ? Prisma.sql`"dueAt"` : moved(Prisma.sql`"dueAt"`)} AS "dueAt"
    FROM "Assignment" AS assignment JOIN "Course" AS course ON course."id" = "courseId"
    WHERE assignment."id" = ANY(${ids})`
  for (const { id, opensAt, dueAt, ...row } of rows) {
    demandOrder({ ...row, opensAt, dueAt })
    await tx.assignment.update({ where: { id }, data: { opensAt, dueAt } })
  }
  if (dates === 'opensAt') return
  await tx.$executeRaw`
    UPDATE "Extension" AS extension
    SET "dueAt" = ${moved(Prisma.sql`extension."dueAt"`)}
    FROM "Assignment" AS assignment, "Course" AS course
    WHERE assignment."id" = extension."assignmentId" AND course."id" = assignment."courseId"
      AND assignment."id" = ANY(${ids})`
}

/** One change to a course's assignments after the other. */
async function inOrder(
  db: Database,
  courseId: string,
  change: (tx: DatabaseOrTransaction) => Promise<void>,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM "Course" WHERE "id" = ${courseId} FOR NO KEY UPDATE`
      await change(tx)
    },
    { timeout: 15_000 },
  )
}

/** In the order of `ids`. Throws 404 where one is not the course's. */
export async function lockAssignments(
  tx: DatabaseOrTransaction,
  courseId: string,
  ids: readonly string[],
): Promise<Row[]> {
  const rows = await tx.assignment.findMany({ where: { courseId, id: { in: [...ids] } } })
  return ids.map((id) => {
    const row = rows.find((one) => one.id === id)
    if (!row) throw notFound(`This course has no assignment "${id}"; load the list again.`)
    return row
  })
}

/** The settings of a stored assignment. */
function settingsOf(row: Row) {
  const { opensAt, dueAt, attemptLimit, cooldownSeconds, weight, hiddenAt } = row
  return {
    ...{ opensAt, dueAt, attemptLimit, cooldownSeconds, weight },
    latePolicy: LatePolicy.nullable().parse(row.latePolicy),
    disclosure: Disclosure.nullable().parse(row.disclosure),
    isHidden: hiddenAt !== null,
  }
}

type Settings = ReturnType<typeof settingsOf>

function columns(
  { isHidden, latePolicy, ...settings }: AssignmentSettings,
  { hiddenAt }: Row,
): Prisma.AssignmentUncheckedUpdateInput {
  return {
    ...(Object.fromEntries(
      Object.entries(settings).filter(([, value]) => value !== undefined),
    ) as Prisma.AssignmentUncheckedUpdateInput),
    ...(latePolicy !== undefined && { latePolicy: latePolicy ?? Prisma.DbNull }),
    ...(isHidden !== undefined && { hiddenAt: isHidden ? (hiddenAt ?? new Date()) : null }),
  }
}

/** Two instructors at one assignment: the later one is shown what the earlier one made of it. */
async function refuseConflict(
  tx: DatabaseOrTransaction,
  row: Row,
  seen: AssignmentSettings,
): Promise<void> {
  const settings = settingsOf(row)
  const isAsSeen = Object.entries(seen).every(
    ([name, value]) => JSON.stringify(settings[name as keyof Settings]) === JSON.stringify(value),
  )
  if (isAsSeen) return
  const last = await tx.auditEvent.findFirst({
    where: { subject: `assignment ${row.id}`, action: 'assignment.change' },
    orderBy: { id: 'desc' },
    select: { actorId: true },
  })
  const actor = await tx.user.findUnique({
    where: { id: last?.actorId ?? '' },
    select: { name: true },
  })
  throw new HttpError({
    status: 409,
    code: 'assignmentChanged',
    message: `"${row.exercise}" was changed meanwhile. Nothing of yours was saved; look at what it is now, then save again.`,
    details: { settings, changedBy: actor?.name ?? null } satisfies AssignmentConflict,
  })
}

function demandOrder({
  exercise,
  opensAt,
  dueAt,
}: Pick<Row, 'exercise' | 'opensAt' | 'dueAt'>): void {
  if (!opensAt || !dueAt || opensAt < dueAt) return
  throw new HttpError({
    status: 400,
    code: 'opensAfterDue',
    message: `"${exercise}" would open at ${opensAt.toISOString()}, which is not before it is due at ${dueAt.toISOString()}. Nothing was changed; set both dates.`,
  })
}

/** What differs, for the record; null where nothing does. */
function difference(
  before: Settings,
  after: Settings,
): { before: Prisma.InputJsonObject; after: Prisma.InputJsonObject } | null {
  const [old, young] = [recorded(before), recorded(after)]
  const changed = Object.keys(old).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(young[name]),
  )
  if (changed.length === 0) return null
  const only = (all: Prisma.InputJsonObject) =>
    Object.fromEntries(changed.map((name) => [name, all[name]]))
  return { before: only(old), after: only(young) }
}

/** As JSON, with dates as texts. */
function recorded(settings: Settings): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(settings)) as Prisma.InputJsonObject
}

/** Of the course's present students: how many handed in for each assignment, and how many passed it. */
async function countStudents(
  db: Database,
  courseId: string,
): Promise<{ assignment: string; handedIn: number; passed: number }[]> {
  return await db.$queryRaw`
    SELECT submission."assignmentId" AS "assignment",
      count(DISTINCT submission."userId")::int AS "handedIn",
      (count(DISTINCT submission."userId") FILTER (WHERE submission."verdict" = 'passed'))::int AS "passed"
    FROM "Submission" AS submission
    JOIN "Assignment" AS assignment ON assignment."id" = submission."assignmentId"
    JOIN "Enrolment" AS enrolment
      ON enrolment."userId" = submission."userId" AND enrolment."courseId" = assignment."courseId"
    WHERE assignment."courseId" = ${courseId} AND enrolment."role" = 'student'
      AND submission."kind" = 'submit' AND submission."supersededAt" IS NULL
      AND submission."repeatsId" IS NULL
    GROUP BY submission."assignmentId"`
}

export function conflict(code: string, message: string): HttpError {
  return new HttpError({ status: 409, code, message })
}
