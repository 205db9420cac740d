/** What a database holds before anybody has done anything. */
import type { Database, DatabaseOrTransaction } from './client.ts'
import { Prisma } from './client.ts'

/** The people of the demonstration course, by the role that they have in it. */
export const demoPeople = {
  student: { name: 'Sam Student', email: 'student@demo.invalid' },
  assistant: { name: 'Toni Assistant', email: 'assistant@demo.invalid' },
  instructor: { name: 'Iris Instructor', email: 'instructor@demo.invalid' },
} as const

const demoCourse = { slug: 'transformers', title: 'Build a Transformer' }

/**
 * Adds the demonstration course with one person per role and an assignment for each exercise, in the
 * order given, two due each week at 23:59 in `timeZone`. Adds nothing when there is any course already,
 * but keeps the demonstration open. Returns whether it added anything.
 */
export async function seedDemo(
  db: Database,
  exercises: readonly string[],
  timeZone = 'UTC',
): Promise<boolean> {
  const isNew = await db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "Course" IN SHARE ROW EXCLUSIVE MODE`
    if ((await tx.course.count()) > 0) return false
    const enrolments = []
    for (const role of ['student', 'assistant', 'instructor'] as const) {
      const person = demoPeople[role]
      const user = await tx.user.upsert({
        where: { email: person.email },
        create: { ...person, emailVerified: true },
        update: {},
      })
      enrolments.push({ userId: user.id, role })
    }
    const [zone] = await tx.$queryRaw<{ name: string }[]>`
      SELECT "name" FROM pg_timezone_names WHERE "name" = ${timeZone}`
    const { id } = await tx.course.create({
      data: {
        ...demoCourse,
        timeZone: zone?.name ?? 'UTC',
        enrolments: { create: enrolments },
        assignments: { create: exercises.map((exercise, position) => ({ exercise, position })) },
      },
    })
    await tx.$executeRaw`
      UPDATE "Assignment" AS assignment
      SET "dueAt" = (
        date_trunc('day', now() AT TIME ZONE course."timeZone") + interval '23 hours 59 minutes'
        + (2 + assignment."position" / 2) * interval '7 days'
      ) AT TIME ZONE course."timeZone"
      FROM "Course" AS course WHERE course."id" = "courseId" AND course."id" = ${id}`
    return true
  })
  if (!isNew) await keepDemoOpen(db)
  return isNew
}

/**
 * Moves the due dates of the demonstration course by whole weeks once the first is less than one away,
 * so that a demonstration of any age takes what is handed in.
 */
export async function keepDemoOpen(db: Database): Promise<void> {
  await db.$executeRaw`
    UPDATE "Assignment" AS assignment
    SET "dueAt" = (
      assignment."dueAt" AT TIME ZONE course."timeZone" + late.weeks * interval '7 days'
    ) AT TIME ZONE course."timeZone"
    FROM "Course" AS course, (
      SELECT ceil(extract(epoch FROM now() + interval '7 days' - min("dueAt")) / 604800) AS weeks
      FROM "Assignment" JOIN "Course" ON "Course"."id" = "courseId"
      WHERE "slug" = ${demoCourse.slug}
    ) AS late
    WHERE course."id" = assignment."courseId" AND course."slug" = ${demoCourse.slug}
      AND late.weeks > 0`
}

/**
 * Records the versions of the exercises that this start serves, and makes them the current ones.
 * Exercises that are no longer there have no current version. Submissions keep the version that they
 * were graded with.
 */
export async function registerExercises(
  db: Database,
  exercises: readonly { readonly slug: string; readonly hash: string }[],
): Promise<void> {
  const slugs = exercises.map(({ slug }) => slug)
  const hashes = exercises.map(({ hash }) => hash)
  const register = async (tx: DatabaseOrTransaction) => {
    // One registration at a time: two servers that start together must not leave two current versions.
    await tx.$executeRaw`LOCK TABLE "ExerciseVersion" IN SHARE ROW EXCLUSIVE MODE`
    await tx.exerciseVersion.createMany({
      data: exercises.map(({ slug, hash }) => ({ slug, hash })),
      skipDuplicates: true,
    })
    await tx.$executeRaw(Prisma.sql`
      UPDATE "ExerciseVersion" AS version
      SET "current" = (version."slug", version."hash") IN (
        SELECT * FROM unnest(${slugs}::text[], ${hashes}::text[])
      )
      -- What courses publish from their workshops is theirs to withdraw.
      WHERE version."slug" = ANY(${slugs}::text[])
        OR NOT EXISTS (SELECT 1 FROM "WorkshopExercise" WHERE "slug" = version."slug")`)
  }
  // On a busy machine, or behind another start, this takes longer than the library's five seconds.
  await db.$transaction(register, { maxWait: 30_000, timeout: 60_000 })
}
