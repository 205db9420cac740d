/** Asking for the check of an edition. A grader does it in the sandbox: nothing of it runs here. */
import { filesIn } from '../../grader/workshop/files.ts'
import type { Database } from '../../prisma/client.ts'
import { HttpError } from '../errors.ts'
import { demandEdition, type NamedEdition, type WorkshopCourse } from './access.ts'
import { problemsOf } from './folder.ts'

/** A check that was not heard of for so long has died with its grader. */
const silentSeconds = 120

/** One that waits or runs goes on; another one is asked for anew. Throws 409 where files are missing. */
export async function askForCheck(
  db: Database,
  course: WorkshopCourse,
  named: NamedEdition,
): Promise<void> {
  const { id, files } = await demandEdition(db, course, named, { id: true, files: true })
  const problems = problemsOf(filesIn(files))
  if (problems.length > 0) {
    throw new HttpError({
      status: 409,
      code: 'incompleteFolder',
      message: `This edition cannot be checked yet: ${problems[0]}`,
      details: problems,
    })
  }
  await db.$executeRaw`
    UPDATE "Edition" SET "checkAskedAt" = now(), "checkStartedAt" = NULL, "checkSeenAt" = NULL,
      "checkEndedAt" = NULL, "checkProgress" = NULL
    WHERE "id" = ${id} AND (
      "checkAskedAt" IS NULL OR "checkEndedAt" IS NOT NULL
      OR "checkSeenAt" < now() - ${silentSeconds} * interval '1 second'
    )`
}
