/** The ladder of hints of a submission, unlocked by its student rung by rung and kept on record. */
import type { Database } from '../prisma/client.ts'
import type { Language } from './api/session.ts'
import type { Hints } from './api/submission.ts'
import { HttpError } from './errors.ts'
import { hintsOf, reportFor } from './submission-view.ts'

interface Wanted {
  readonly asStaff: boolean
  readonly language: Language
  readonly rung: number
}

/**
 * Unlocks the rungs up to `rung`, as far as there are any; staff see them all, and unlock nothing.
 * Throws 409 where there is nothing to hint at.
 */
export async function unlockHints(
  db: Database,
  submissionId: string,
  { asStaff, language, rung }: Wanted,
): Promise<Hints> {
  const row = await db.submission.findUniqueOrThrow({
    where: { id: submissionId },
    select: {
      id: true,
      report: true,
      hints: { select: { rung: true } },
      assignment: { select: { disclosure: true } },
    },
  })
  const report = reportFor(row, asStaff)
  const before = report && hintsOf(report, { asStaff, language, unlocked: row.hints })
  if (!before) throw noHints(report !== null)
  if (asStaff || before.shown.length >= rung) return before
  const last = Math.min(rung, before.total)
  const wanted = Array.from({ length: last }, (_, at) => ({ submissionId, rung: at + 1 }))
  // Another request may unlock the same ones at the same moment: each is recorded once.
  await db.hintUnlock.createMany({ data: wanted, skipDuplicates: true })
  return hintsOf(report, { asStaff, language, unlocked: wanted }) ?? before
}

function noHints(isGraded: boolean): HttpError {
  return new HttpError({
    status: 409,
    code: 'noHints',
    message: isGraded
      ? 'There is nothing to hint at in this submission.'
      : 'This submission has no report yet; ask for hints once it is graded.',
  })
}
