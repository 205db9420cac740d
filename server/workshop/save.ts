/** Keeping what instructors write: a new exercise, or its next edition. Same files are the same edition. */
import { hashOfTexts } from '../../exercises/version.ts'
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import { audit } from '../audit.ts'
import { HttpError } from '../errors.ts'
import { noExercise, type WorkshopCourse } from './access.ts'
import type { ExerciseFiles } from './folder.ts'

interface Saving {
  readonly course: WorkshopCourse
  readonly actorId: string
  readonly slug: string
  readonly files: ExerciseFiles
  readonly note: string | null
}

/** Makes the exercise, which then belongs to the course, and its first edition. Throws 409 where the name is taken. */
export async function createExercise(db: Database, saving: Saving): Promise<string> {
  const { course, actorId, slug } = saving
  return await db.$transaction(async (tx) => {
    const known = await tx.exerciseVersion.count({ where: { slug } })
    if (known > 0) throw slugTaken(slug)
    const made = await tx.workshopExercise.createMany({
      data: [{ slug, courseId: course.id, createdById: actorId }],
      skipDuplicates: true,
    })
    if (made.count === 0) throw slugTaken(slug)
    const edition = await addEdition(tx, saving, null)
    await audit(tx, {
      ...{ actorId, courseId: course.id, action: 'exercise.create', subject: `exercise ${slug}` },
      after: { edition },
    })
    return edition
  })
}

/**
 * Adds an edition, which is the newest then; of the same files as the newest, nothing. Throws 404 where the
 * course has no such exercise, and 409 where there is a newer edition than `basedOn`, if that is given.
 */
export async function saveEdition(
  db: Database,
  { basedOn, ...saving }: Saving & { readonly basedOn: string | null },
): Promise<string> {
  const { slug, course, files } = saving
  return await db.$transaction(async (tx) => {
    const [locked] = await tx.$queryRaw<{ slug: string }[]>`
      SELECT "slug" FROM "WorkshopExercise"
      WHERE "slug" = ${slug} AND "courseId" = ${course.id} FOR NO KEY UPDATE`
    if (!locked) throw noExercise(slug)
    const newest = await tx.edition.findFirstOrThrow({
      where: { slug },
      orderBy: [{ savedAt: 'desc' }, { id: 'asc' }],
      select: { id: true, hash: true, savedAt: true, savedById: true },
    })
    if (newest.hash === hashOfTexts(files)) return newest.id
    if (basedOn !== null && basedOn !== newest.id) throw await editionNewer(tx, newest)
    return await addEdition(tx, saving, newest.savedAt)
  })
}

async function addEdition(
  tx: DatabaseOrTransaction,
  { slug, actorId, files, note }: Saving,
  after: Date | null,
): Promise<string> {
  const hash = hashOfTexts(files)
  const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`
  // Each later than the one before, so that "the newest" is never two.
  const savedAt = new Date(Math.max(now.getTime(), (after?.getTime() ?? 0) + 1))
  const { id } = await tx.edition.upsert({
    where: { slug_hash: { slug, hash } },
    create: { slug, hash, files: { ...files }, note, savedById: actorId, savedAt },
    // Files as they were once: that edition is the newest again, with its own author and note, and what was found out about it.
    update: { savedAt },
    select: { id: true },
  })
  return id
}

async function editionNewer(
  tx: DatabaseOrTransaction,
  { id, savedAt, savedById }: { id: string; savedAt: Date; savedById: string | null },
): Promise<HttpError> {
  const by = savedById === null ? null : await tx.user.findUnique({ where: { id: savedById } })
  return new HttpError({
    status: 409,
    code: 'editionNewer',
    message: `${by?.name ?? 'Somebody'} saved this exercise after you opened it. Open the newest edition, put your changes into it, and save that.`,
    details: { newest: id, savedAt, savedBy: by?.name ?? null },
  })
}

function slugTaken(slug: string): HttpError {
  return new HttpError({
    status: 409,
    code: 'slugTaken',
    message: `There is an exercise "${slug}" on this server already, or there was one; choose another name.`,
  })
}
