/** Turning a cluster without a name into a misconception of its exercise. */
import type { z } from 'zod'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import type { ClusterSources, MisconceptionDraft, NewMisconception } from '../api/clusters.ts'
import { HttpError } from '../errors.ts'
import { studentFields, studentOf, type ReviewedCourse } from '../reviews/attempt.ts'
import { recordView } from '../viewed.ts'
import { demandCluster } from './failures.ts'
import { codeFor, entryFor, nextId, patchFor } from './misconception-text.ts'

const mostSources = 3

interface SourcesOf {
  readonly course: ReviewedCourse
  readonly exercise: ExerciseFacts
  readonly key: string
  readonly secret: string
  readonly readerId: string
}

/** The code of the newest members, whose views are on record. */
export async function sourcesOf(
  db: Database,
  { course, exercise, key, secret, readerId }: SourcesOf,
): Promise<ClusterSources> {
  const scope = { courseId: course.id, exercise: exercise.slug, section: undefined }
  const { members } = await demandCluster(db, { ...scope, which: 'all' }, key)
  const newest = members.map((one) => one.newest).slice(-mostSources)
  const rows = await db.submission.findMany({
    where: { id: { in: newest.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
    select: { id: true, userId: true, source: true, user: { select: studentFields(course.id) } },
  })
  for (const { id, userId } of rows) {
    await recordView(db, {
      ...{ actorId: readerId, submissionId: id, studentId: userId, courseId: course.id },
    })
  }
  return {
    submissions: rows.map(({ id, source, user }) => ({
      ...{ id, source, student: studentOf(user, course, secret) },
    })),
    nextId: nextId(exercise.misconceptions.map(({ id }) => id)),
    functionName: exercise.signature.name,
  }
}

/** What to put into the exercise. Throws 409 when the exercise uses the name already. */
export function draftMisconception(
  exercise: ExerciseFacts,
  { path, text: file }: { readonly path: string; readonly text: string },
  source: string,
  { name, sameAs, hints }: z.output<typeof NewMisconception>,
): MisconceptionDraft {
  const known = exercise.misconceptions
  if (name === exercise.signature.name || known.some((one) => one.name === name)) {
    throw nameTaken(name)
  }
  const id = nextId(known.map((one) => one.id))
  const mistake = {
    ...{ id, name, sameAs, hints, source, functionName: exercise.signature.name },
  }
  const { imports, code } = codeFor(mistake, file)
  const entry = entryFor(mistake)
  return {
    ...{ id, file: path, entry, patch: patchFor(path, file, { imports, code, entry }) },
    code: imports === '' ? code : `${imports}\n\n${code}`,
  }
}

function nameTaken(name: string): HttpError {
  return new HttpError({
    status: 409,
    code: 'nameTaken',
    message: `The exercise has a function "${name}" already; choose another name.`,
  })
}
