/** Which edition of an exercise students have, if any, and which may run outside of the sandbox. On record. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import { audit } from '../audit.ts'
import { HttpError, notFound } from '../errors.ts'
import { demandEdition, demandExercise, type NamedEdition, type WorkshopCourse } from './access.ts'
import { checkStateOf } from './editions.ts'
import { editionProblems } from './problems.ts'

interface Deciding {
  readonly actorId: string
  readonly reason: string
}

/**
 * Students have this edition from now on; an older one too, which is how one goes back. Throws 409 where its
 * newest check did not prove it, or where it has problems.
 */
export async function publishEdition(
  db: Database,
  course: WorkshopCourse,
  { served, ...named }: NamedEdition & { readonly served: readonly ExerciseFacts[] },
  { actorId, reason }: Deciding,
): Promise<void> {
  const written = await demandEdition(db, course, named, { slug: true, files: true, facts: true })
  if (written.facts === null) throw notProved()
  const problems = await editionProblems(written, served)
  if (problems.length > 0) throw hasProblems(problems)
  await decide(db, async (tx) => {
    const edition = await tx.edition.findUniqueOrThrow({
      where: { id: named.edition },
      select: {
        ...{ id: true, slug: true, hash: true },
        ...{ checkAskedAt: true, checkStartedAt: true, checkEndedAt: true },
      },
    })
    const { id, slug, hash } = edition
    const check = await tx.exerciseCheck.findFirst({
      where: { slug, hash },
      orderBy: { checkedAt: 'desc' },
      select: { proved: true },
    })
    if (checkStateOf(edition, check?.proved ?? false) !== 'proved') throw notProved()
    const before = await currentHash(tx, slug)
    if (before === hash) return
    await tx.exerciseVersion.updateMany({ where: { slug }, data: { current: false } })
    await tx.exerciseVersion.upsert({
      where: { slug_hash: { slug, hash } },
      create: { slug, hash },
      update: { current: true },
    })
    await tx.edition.update({
      where: { id },
      data: { publishedAt: new Date(), publishedById: actorId },
    })
    await audit(tx, {
      ...{ actorId, courseId: course.id, action: 'exercise.publish', subject: `exercise ${slug}` },
      ...{ reason, before: { version: before }, after: { version: hash, edition: id } },
    })
  })
}

/** Students have no edition of it from now on; what they handed in is kept. Throws 409 where they have none. */
export async function withdrawExercise(
  db: Database,
  course: WorkshopCourse,
  slug: string,
  { actorId, reason }: Deciding,
): Promise<void> {
  await demandExercise(db, course, slug)
  await decide(db, async (tx) => {
    const before = await currentHash(tx, slug)
    if (before === null) {
      throw new HttpError({
        status: 409,
        code: 'notPublished',
        message: 'Students have no edition of this exercise, so there is none to withdraw.',
      })
    }
    await tx.exerciseVersion.updateMany({ where: { slug }, data: { current: false } })
    await audit(tx, {
      ...{ actorId, courseId: course.id, action: 'exercise.withdraw', subject: `exercise ${slug}` },
      ...{ reason, before: { version: before }, after: { version: null } },
    })
  })
}

/** Whether the code of this edition may run outside of the sandbox: for operators. Throws 404 where there is none. */
export async function trustEdition(
  db: Database,
  editionId: string,
  { trusted, actorId, reason }: Deciding & { readonly trusted: boolean },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const id = /^[\w-]{1,64}$/.exec(editionId)?.[0] ?? ''
    await tx.$executeRaw`SELECT 1 FROM "Edition" WHERE "id" = ${id} FOR NO KEY UPDATE`
    const edition = await tx.edition.findUnique({
      where: { id },
      select: { slug: true, hash: true, trustedAt: true, exercise: { select: { courseId: true } } },
    })
    if (!edition) throw notFound(`There is no edition "${editionId}" of any exercise.`)
    const { slug, hash, trustedAt, exercise } = edition
    if ((trustedAt !== null) === trusted) return
    await tx.edition.update({
      where: { id },
      data: trusted
        ? { trustedAt: new Date(), trustedById: actorId }
        : { trustedAt: null, trustedById: null },
    })
    await audit(tx, {
      ...{ actorId, courseId: exercise.courseId, action: 'exercise.trust', reason },
      subject: `exercise ${slug}`,
      before: { version: hash, trusted: !trusted },
      after: { version: hash, trusted },
    })
  })
}

/** One change of what is current after the other, as where the server registers the repository's exercises. */
async function decide(
  db: Database,
  change: (tx: DatabaseOrTransaction) => Promise<void>,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "ExerciseVersion" IN SHARE ROW EXCLUSIVE MODE`
      await change(tx)
    },
    { maxWait: 10_000, timeout: 10_000 },
  )
}

async function currentHash(tx: DatabaseOrTransaction, slug: string): Promise<string | null> {
  const current = await tx.exerciseVersion.findFirst({ where: { slug, current: true } })
  return current?.hash ?? null
}

function notProved(): HttpError {
  return new HttpError({
    status: 409,
    code: 'notProved',
    message:
      'The newest check of this edition has to prove it before students get it. Have it checked, and mend what the check finds.',
  })
}

function hasProblems(problems: readonly string[]): HttpError {
  return new HttpError({
    status: 409,
    code: 'editionProblems',
    message: `This edition cannot be published: ${problems[0]}`,
    details: problems,
  })
}
