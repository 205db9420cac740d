import type { ExerciseFacts } from '../exercises/exercise.ts'
import type { Database } from '../prisma/client.ts'
import type { Catalogue } from './catalogue.ts'
import { HttpError, notFound } from './errors.ts'

/** The exercise of that slug and the hash of its current version. Throws 404: there is none, or it has been withdrawn. */
export async function findExercise(
  db: Database,
  catalogue: Catalogue,
  slug: string,
): Promise<{ exercise: ExerciseFacts; version: string }> {
  const newest = await newestVersion(db, slug)
  const exercise = await catalogue.find(slug, newest?.current ? newest.hash : undefined)
  if (newest && !newest.current && (await wasServed(db, slug))) throw withdrawn(slug)
  if (!exercise) {
    throw notFound(
      `There is no exercise "${slug}"; the course has ${catalogue.exercises.map((one) => one.slug).join(', ')}.`,
    )
  }
  if (!newest) throw notServed(slug)
  return { exercise, version: newest.hash }
}

/** The version that is current, else the one that was last; null for what never was an exercise. */
export async function newestVersion(
  db: Database,
  slug: string,
): Promise<{ hash: string; current: boolean } | null> {
  if (!/^[a-z0-9-]{1,100}$/.test(slug)) return null
  return await db.exerciseVersion.findFirst({
    where: { slug },
    orderBy: [{ current: 'desc' }, { createdAt: 'desc' }],
    select: { hash: true, current: true },
  })
}

/** Not so for an exercise of a workshop whose versions were checked, and never published. */
async function wasServed(db: Database, slug: string): Promise<boolean> {
  const inWorkshop = await db.workshopExercise.count({ where: { slug } })
  if (inWorkshop === 0) return true
  return (await db.edition.count({ where: { slug, publishedAt: { not: null } } })) > 0
}

/** No version of it is registered, as while the first start is not done yet. */
export function notServed(slug: string): HttpError {
  return notFound(
    `No version of "${slug}" is being graded at the moment; try again when the grader has started.`,
  )
}

function withdrawn(slug: string): HttpError {
  return new HttpError({
    status: 404,
    code: 'exerciseWithdrawn',
    message: `The exercise "${slug}" has been withdrawn and takes nothing more. What you handed in is kept in your history.`,
  })
}
