/** How the first person of a new server comes in: with a link that only its operator sees. */
import type { Database } from './client.ts'

const validMilliseconds = 7 * 24 * 60 * 60_000

export interface FirstPerson {
  /** Of the token in the link, which is kept nowhere. */
  readonly tokenHash: string
  /** Of the course that is made where there is none. */
  readonly title: string
  /** Slugs, in the order of the course. */
  readonly exercises: readonly string[]
}

/**
 * Where there is nobody yet, makes an invitation with which one person becomes an instructor and an
 * administrator, and a course to invite them to if there is none. Former ones work no more. Returns
 * whether it did.
 */
export async function inviteFirstPerson(db: Database, wanted: FirstPerson): Promise<boolean> {
  const { tokenHash, title, exercises } = wanted
  return await db.$transaction(async (tx) => {
    // One start at a time: two servers that start together make one course.
    await tx.$executeRaw`LOCK TABLE "Course" IN SHARE ROW EXCLUSIVE MODE`
    if ((await tx.user.count()) > 0) return false
    const course =
      (await tx.course.findFirst({ orderBy: { createdAt: 'asc' }, select: { id: true } })) ??
      (await tx.course.create({
        data: {
          ...{ slug: 'transformers', title },
          assignments: { create: exercises.map((exercise, position) => ({ exercise, position })) },
        },
        select: { id: true },
      }))
    await tx.invite.deleteMany({ where: { makesAdmin: true } })
    await tx.invite.create({
      data: {
        ...{ courseId: course.id, role: 'instructor', makesAdmin: true, tokenHash, useLimit: 1 },
        expiresAt: new Date(Date.now() + validMilliseconds),
      },
    })
    return true
  })
}
