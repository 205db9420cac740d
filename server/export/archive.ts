/** Everything of a person as one zip file, written while it is read. */
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database } from '../../prisma/client.ts'
import type { Language } from '../api/session.ts'
import { addLazily, readableOf } from '../zip-stream.ts'
import { safePart } from './file-names.ts'
import {
  accountOf,
  conversationsOf,
  draftsOf,
  enrolmentsOf,
  gradesOf,
  hintsOf,
  noticesOf,
} from './person.ts'
import { readme } from './readme.ts'
import { recordFor } from './record.ts'
import type { Exported } from './scope.ts'
import { describeWork, listWork, sourceOf } from './submissions.ts'

interface Writing {
  readonly exercises: readonly ExerciseFacts[]
  /** Of the explanations, and of the file that says what is what. */
  readonly language: Language
}

/**
 * The archive as a stream, whose errors are those of reading the database. What is large is read only when
 * its turn comes to be sent, so that a slow reader costs no memory.
 */
export async function archiveOf(
  db: Database,
  exported: Exported,
  { exercises, language }: Writing,
): Promise<Readable> {
  const zip = new ZipFile()
  const at = new Date()
  const addText = (name: string, text: string, mtime = at) => {
    zip.addBuffer(Buffer.from(text), name, { mtime })
  }
  const addJson = (name: string, value: unknown) => {
    addText(name, `${JSON.stringify(value, null, 2)}\n`)
  }

  const account = await accountOf(db, exported)
  const enrolments = await enrolmentsOf(db, exported)
  const course = exported.courseId === null ? null : (enrolments[0]?.title ?? '')
  addText('README.txt', readme(language, { name: String(account['name']), at, course }))
  addJson('account.json', account)
  addJson('enrolments.json', enrolments)
  addJson('grades.json', await gradesOf(db, exercises, exported))
  addJson('conversations.json', await conversationsOf(db, exported))
  addJson('hints.json', await hintsOf(db, exported))
  if (exported.courseId === null) {
    addJson('notices.json', await noticesOf(db, exported))
    for (const { exercise, source, updatedAt } of await draftsOf(db, exported)) {
      addText(`drafts/${safePart(exercise)}.ts`, source, updatedAt)
    }
  }
  const work = await listWork(db, exported)
  const described = () => listOf(describeWork(db, work, { exercises, language }))
  addLazily(zip, 'submissions.json', { mtime: at }, described)
  addLazily(zip, 'audit.json', { mtime: at }, () => listOf(recordFor(db, exported)))
  for (const one of work) {
    addLazily(zip, one.file, { mtime: one.at }, () => sourceOf(db, one))
  }
  zip.end()
  return readableOf(zip)
}

/** A list in JSON, item by item. */
async function* listOf(items: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const item of items) {
    yield before + JSON.stringify(item, null, 1)
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
