/** What a database holds before anybody has done anything. */
import type { Database } from './client.ts'
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
 * order given. Does nothing when there is any course already. Returns whether it added anything.
 */
export async function seedDemo(db: Database, exercises: readonly string[]): Promise<boolean> {
  return await db.$transaction(async (tx) => {
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
    await tx.course.create({
      data: {
        ...demoCourse,
        enrolments: { create: enrolments },
        assignments: { create: exercises.map((exercise, position) => ({ exercise, position })) },
      },
    })
    return true
  })
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
  await db.$transaction(async (tx) => {
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
      )`)
  })
}
