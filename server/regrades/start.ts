/** Begins a regrade: a shadow of every submission that is meant waits in the queue, behind everything live. */
import { laneOf } from '../../grader/queue/claim.ts'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { RegradeScope } from '../api/regrade.ts'
import { audit } from '../audit.ts'
import { HttpError } from '../errors.ts'
import { notServed } from '../find-exercise.ts'
import { lockCourse, openRegradeOf, patience } from './others.ts'
import { submissionsIn } from './scope.ts'

export interface WantedRegrade {
  readonly courseId: string
  readonly exercise: string
  readonly scope: RegradeScope
  readonly neverLower: boolean
  readonly reason: string
  readonly actorId: string
}

/** Returns its id. Throws when another one of the exercise is not decided yet, or when there is nothing to grade. */
export async function startRegrade(
  db: Database,
  queue: SubmissionQueue,
  wanted: WantedRegrade,
): Promise<string> {
  const { id, shadows } = await db.$transaction((tx) => store(tx, wanted), patience)
  // Enough to wake every worker of a large installation; the woken go on claiming by themselves.
  for (const shadow of shadows.slice(0, 50)) queue.wake({ id: shadow, epoch: 0 })
  return id
}

async function store(
  tx: DatabaseOrTransaction,
  { courseId, exercise, scope, neverLower, reason, actorId }: WantedRegrade,
): Promise<{ id: string; shadows: string[] }> {
  await lockCourse(tx, courseId)
  const open = await openRegradeOf(tx, courseId, exercise)
  if (open !== null) throw alreadyOpen(exercise, open)
  const version = await tx.exerciseVersion.findFirst({ where: { slug: exercise, current: true } })
  if (!version) throw notServed(exercise)
  const meant = await submissionsIn(tx, { courseId, exercise, scope })
  if (meant.length === 0) throw nothingMeant()

  const { id } = await tx.regrade.create({
    data: {
      ...{ courseId, exercise, scope, neverLower, reason, createdById: actorId },
    },
  })
  // No assignment: nothing that is counted for one must see them.
  const shadows = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO "Submission" (
      "id", "userId", "exercise", "exerciseVersionId", "kind", "lane", "source", "seedIndex",
      "repeatsId", "regradeId"
    )
    SELECT gen_random_uuid()::text, "userId", "exercise", ${version.id}, 'regrade',
      ${laneOf('regrade')}, "source", "seedIndex", "id", ${id}
    FROM "Submission" WHERE "id" = ANY(${meant.map((one) => one.id)})
    RETURNING "id"`
  await audit(tx, {
    ...{ actorId, action: 'regrade.create', subject: `regrade ${id}`, courseId, reason },
    after: { exercise, scope, neverLower, submissions: shadows.length },
  })
  return { id, shadows: shadows.map((shadow) => shadow.id) }
}

function alreadyOpen(exercise: string, regrade: string): HttpError {
  return new HttpError({
    status: 409,
    code: 'regradeOpen',
    message: `A regrade of "${exercise}" is waiting to be decided. Publish or discard it; then another one can begin.`,
    details: { regrade },
  })
}

function nothingMeant(): HttpError {
  return new HttpError({
    status: 409,
    code: 'nothingToRegrade',
    message: 'No graded submission is in this scope. Choose a wider one.',
  })
}
