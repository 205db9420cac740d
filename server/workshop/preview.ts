/** An edition as a student would have it, and files tried with it. */
import { laneOf } from '../../grader/queue/claim.ts'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import { filesIn } from '../../grader/workshop/files.ts'
import type { Database } from '../../prisma/client.ts'
import type { Language } from '../api/session.ts'
import type { Accepted } from '../api/submission.ts'
import type { EditionPreview } from '../api/workshop.ts'
import { HttpError } from '../errors.ts'
import { openExercise } from '../exercise-view.ts'
import { demandEdition, type NamedEdition, type WorkshopCourse } from './access.ts'
import { factsIn } from './columns.ts'
import { pagesOf } from './pages.ts'

/** Throws 409 before its first check, which reads what it declares, and where its texts cannot be shown. */
export async function previewEdition(
  db: Database,
  course: WorkshopCourse,
  named: NamedEdition,
  language: Language,
): Promise<EditionPreview> {
  const fields = { slug: true, hash: true, files: true, facts: true }
  const row = await demandEdition(db, course, named, fields)
  const facts = factsIn(row.facts, row.slug)
  if (!facts) throw notChecked()
  if ('problem' in facts) throw cannotShow(facts.problem)
  const files = filesIn(row.files)
  const rendered = await pagesOf(files)
  if ('problem' in rendered) throw cannotShow(rendered.problem)
  const page = rendered.pages.get(language) ?? rendered.pages.get('en')
  const stub = files['stub.ts']
  if (!page || stub === undefined) throw cannotShow('stub.ts is missing. Add it.')
  return openExercise(facts.exercise, { version: row.hash, page, stub })
}

/** Has a file graded with this edition, when nothing else waits. It counts nowhere, and its author alone sees it. */
export async function tryEdition(
  db: Database,
  queue: SubmissionQueue,
  course: WorkshopCourse,
  { userId, source, ...named }: NamedEdition & { readonly userId: string; readonly source: string },
): Promise<Accepted> {
  const fields = { slug: true, hash: true, facts: true }
  const { slug, hash, facts } = await demandEdition(db, course, named, fields)
  const version = await db.exerciseVersion.findUnique({
    where: { slug_hash: { slug, hash } },
    select: { id: true },
  })
  const read = factsIn(facts, slug)
  if (!read || !version) throw notChecked()
  if ('problem' in read) throw cannotShow(read.problem)
  const { id, epoch } = await db.submission.create({
    data: {
      ...{ userId, exercise: slug, source, exerciseVersionId: version.id },
      ...{ kind: 'validation', lane: laneOf('validation') },
    },
    select: { id: true, epoch: true },
  })
  queue.wake({ id, epoch })
  return { id, exercise: slug, exerciseVersion: hash }
}

function notChecked(): HttpError {
  return new HttpError({
    status: 409,
    code: 'notChecked',
    message:
      'This edition was never checked, and only the check reads what exercise.ts declares. Have it checked first.',
  })
}

function cannotShow(problem: string): HttpError {
  return new HttpError({
    status: 409,
    code: 'editionProblems',
    message: `This edition cannot be shown: ${problem}`,
    details: [problem],
  })
}
