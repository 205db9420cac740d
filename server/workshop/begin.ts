/** What a new exercise begins from: a small one that runs, or the files of one that is there. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { folderOf, renamed } from '../../exercises/folder.ts'
import {
  freeCode,
  freeLetters,
  functionName,
  slugRefusal,
  thereIn,
  type There,
} from '../../exercises/naming.ts'
import { filesOf, trackOf } from '../../exercises/new-files.ts'
import { filesIn } from '../../grader/workshop/files.ts'
import type { Database } from '../../prisma/client.ts'
import type { Workshop } from '../api/workshop.ts'
import { HttpError, notFound } from '../errors.ts'
import type { WorkshopCourse } from './access.ts'
import type { ExerciseFiles } from './folder.ts'

/** Where no code is free, two exercises have the same one; nothing hangs on it. */
const lastCode = 'L99'

interface Beginning {
  readonly course: WorkshopCourse
  readonly slug: string
  readonly title: string
  readonly copyOf: string | null
}

/** Throws 400 for a slug that no exercise can have, and 404 where there is nothing to copy. */
export async function firstFiles(
  db: Database,
  repository: readonly ExerciseFacts[],
  { course, slug, title, copyOf }: Beginning,
): Promise<ExerciseFiles> {
  const refusal = slugRefusal(slug)
  if (refusal !== null) {
    throw new HttpError({ status: 400, code: 'unusableSlug', message: refusal })
  }
  const others = [...repository.map(thereOf), ...(await workshopsThere(db))]
  const code = freeCode(others) ?? lastCode
  if (copyOf !== null) {
    return renamed(await filesToCopy(db, repository, { course, copyOf }), { slug, code, title })
  }
  const naming = {
    ...{ slug, name: functionName(slug), code, title },
    ...{ track: trackOf(others), letters: freeLetters(slug, others) },
  }
  return Object.fromEntries(filesOf(naming, './reference.ts'))
}

/** Those of the repository that can, then those of this workshop. */
export async function copyableIn(
  db: Database,
  repository: readonly ExerciseFacts[],
  course: WorkshopCourse,
): Promise<Workshop['copyable']> {
  const own = await db.workshopExercise.findMany({
    where: { courseId: course.id },
    orderBy: { slug: 'asc' },
    select: { slug: true },
  })
  const there = await newestTexts(db)
  return [
    ...repository
      .filter(({ slug }) => standsAlone(slug))
      .map(({ slug, code, title }) => ({ slug, code, title })),
    ...own.map(({ slug }) => {
      const text = there.find((one) => one.slug === slug)?.exercise ?? ''
      return { slug, code: thereIn(slug, text, '').code, title: titleIn(text) ?? slug }
    }),
  ]
}

async function filesToCopy(
  db: Database,
  repository: readonly ExerciseFacts[],
  { course, copyOf }: { course: WorkshopCourse; copyOf: string },
): Promise<ExerciseFiles> {
  if (repository.some(({ slug }) => slug === copyOf) && standsAlone(copyOf)) return folderOf(copyOf)
  const edition = await db.edition.findFirst({
    where: { slug: copyOf, exercise: { courseId: course.id } },
    orderBy: [{ savedAt: 'desc' }, { id: 'asc' }],
    select: { files: true },
  })
  if (edition) return filesIn(edition.files)
  throw notFound(`There is no exercise "${copyOf}" to begin from; the workshop lists those it has.`)
}

/** One that reads files of its own while it loads needs more than the sandbox has. */
function standsAlone(slug: string): boolean {
  const known = alone.get(slug) ?? !Object.values(folderOf(slug)).some(readsDisk)
  alone.set(slug, known)
  return known
}

const alone = new Map<string, boolean>()
const readsDisk = (text: string) => / from 'node:/.test(text)

function thereOf({ slug, code, track, misconceptions }: ExerciseFacts): There {
  const letters = misconceptions.flatMap(({ id }) => /^[A-Z]+(?=\d)/.exec(id) ?? [])
  return { slug, code, track, letters }
}

async function workshopsThere(db: Database): Promise<There[]> {
  const texts = await newestTexts(db)
  return texts.map(({ slug, exercise, misconceptions }) =>
    thereIn(slug, exercise ?? '', misconceptions ?? ''),
  )
}

interface NewestTexts {
  readonly slug: string
  readonly exercise: string | null
  readonly misconceptions: string | null
}

/** As text: what was never checked has no facts. */
async function newestTexts(db: Database): Promise<NewestTexts[]> {
  return await db.$queryRaw<NewestTexts[]>`
    SELECT DISTINCT ON ("slug") "slug", "files" ->> 'exercise.ts' AS "exercise",
      "files" ->> 'misconceptions.ts' AS "misconceptions"
    FROM "Edition" ORDER BY "slug", "savedAt" DESC, "id"`
}

function titleIn(exercise: string): string | null {
  return /^ *title: ['"](.{1,200})['"],$/m.exec(exercise)?.[1] ?? null
}
