/** The files that somebody handed in, and what came of each: never more than a page of them in memory. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { Language } from '../api/session.ts'
import { openFields, openSubmission } from '../submission-view.ts'
import { safePart, stampOf } from './file-names.ts'
import { workOf, type Exported } from './scope.ts'

/** Reports carry tensors. */
const pageLength = 20

const listedFields = {
  id: true,
  exercise: true,
  queuedAt: true,
  assignment: { select: { course: { select: { slug: true } } } },
} as const satisfies Prisma.SubmissionSelect

export interface HandedIn {
  readonly id: string
  readonly at: Date
  /** Its place in the archive. */
  readonly file: string
}

type Listed = Prisma.SubmissionGetPayload<{ select: typeof listedFields }>

function handedIn({ id, exercise, queuedAt, assignment }: Listed): HandedIn {
  const course = safePart(assignment?.course.slug ?? 'without-course')
  const name = `${stampOf(queuedAt)}-${safePart(id)}.ts`
  return { id, at: queuedAt, file: `submissions/${course}/${safePart(exercise)}/${name}` }
}

/** In the order in which they came. */
export async function listWork(db: Database, exported: Exported): Promise<HandedIn[]> {
  const rows = await db.submission.findMany({
    where: workOf(exported),
    orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
    select: listedFields,
  })
  return rows.map(handedIn)
}

/** Read when it is asked for. */
export async function* sourceOf(db: Database, { id }: HandedIn): AsyncGenerator<string> {
  const { source } = await db.submission.findUniqueOrThrow({
    where: { id },
    select: { source: true },
  })
  yield source
}

interface Reading {
  readonly exercises: readonly ExerciseFacts[]
  readonly language: Language
}

/** Each as its student sees it on its page: the report as far as it is disclosed, the hints that they unlocked. */
export async function* describeWork(
  db: Database,
  work: readonly HandedIn[],
  { exercises, language }: Reading,
): AsyncGenerator<object> {
  for (let from = 0; from < work.length; from += pageLength) {
    const page = work.slice(from, from + pageLength)
    const rows = await db.submission.findMany({
      where: { id: { in: page.map(({ id }) => id) } },
      select: { ...openFields, ...listedFields, assignment: { select: assignmentFields } },
    })
    for (const { id, file } of page) {
      const row = rows.find((one) => one.id === id)
      if (!row) continue
      const built = exercises.find(({ slug }) => slug === row.exercise)?.built
      const reader = { asStaff: false, built, language }
      const opened = await openSubmission(row, reader, () => Promise.resolve([]))
      // The file stands beside it, and whose it is says the archive.
      const elsewhere = { source: undefined, student: undefined, passedBefore: undefined }
      yield { ...opened, ...elsewhere, course: row.assignment?.course.slug ?? null, file }
    }
  }
}

const assignmentFields = {
  disclosure: true,
  course: { select: { slug: true } },
} as const satisfies Prisma.AssignmentSelect
