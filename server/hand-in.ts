/** From a request to a stored submission: which assignment it is for, and what each refusal is called. */
import type { ExerciseFacts } from '../exercises/exercise.ts'
import type { SubmissionQueue } from '../grader/queue/queue.ts'
import { createSubmission, type Creation, type NewSubmission } from '../grader/queue/submit.ts'
import type { Database } from '../prisma/client.ts'
import { HttpError } from './errors.ts'
import { notServed } from './find-exercise.ts'
import { nulCharacter } from './source.ts'

type Refused = Exclude<Creation, { submission: unknown }>

/** Stores a submission, or finds the one that this idempotency key already made. Throws every refusal as an HttpError. */
export async function handIn(
  db: Database,
  queue: SubmissionQueue,
  wanted: NewSubmission,
): Promise<Extract<Creation, { submission: unknown }>> {
  const creation = await createSubmission(db, queue, wanted)
  if ('submission' in creation) return creation
  throw refusal(creation, wanted.exercise)
}

/**
 * The assignment that a submission counts for: the one asked for, else the only one that this user
 * has of the exercise, else none. Throws when it is unclear or not theirs.
 */
export async function assignmentFor(
  db: Database,
  userId: string,
  exercise: ExerciseFacts,
  asked: string | undefined,
): Promise<string | null> {
  const mine = await db.assignment.findMany({
    where: {
      exercise: exercise.slug,
      hiddenAt: null,
      course: { enrolments: { some: { userId } } },
    },
    orderBy: { createdAt: 'asc' },
    select: { id: true, course: { select: { title: true } } },
  })
  if (asked !== undefined) {
    if (mine.some(({ id }) => id === asked)) return asked
    throw new HttpError({
      status: 404,
      code: 'unknownAssignment',
      message: `None of your courses has an assignment "${asked}" of "${exercise.slug}"; GET /api/exercises/${exercise.slug} lists those you have.`,
    })
  }
  if (mine.length <= 1) return mine[0]?.id ?? null
  throw new HttpError({
    status: 400,
    code: 'whichAssignment',
    message: `${mine.length} of your courses ask for "${exercise.slug}"; say for which one this is, with "assignment".`,
    details: mine.map(({ id, course }) => ({ assignment: id, course: course.title })),
  })
}

function refusal(refused: Refused, exercise: string): HttpError {
  switch (refused.kind) {
    case 'keyReused':
      return new HttpError({
        status: 409,
        code: 'idempotencyKeyReused',
        message:
          'This Idempotency-Key came with another file or exercise before. Use a new key for each submission, and the same key only to send the same one again.',
      })
    case 'unknownExercise':
      return notServed(exercise)
    case 'nulCharacter':
      return nulCharacter(refused.line)
    case 'notOpen':
      return new HttpError({
        status: 403,
        code: 'notOpen',
        message: `This assignment opens at ${refused.opensAt.toISOString()}; hand in after that.`,
        details: { opensAt: refused.opensAt },
      })
    case 'closed': {
      const { dueAt, closesAt } = refused
      const isLateTaken = closesAt > dueAt
      return new HttpError({
        status: 403,
        code: 'pastDue',
        message: isLateTaken
          ? `This assignment was due at ${dueAt.toISOString()}, and late work was taken until ${closesAt.toISOString()}. You can still run the shown cases.`
          : `This assignment was due at ${dueAt.toISOString()} and takes no more submissions. You can still run the shown cases.`,
        details: { dueAt, closesAt },
      })
    }
    case 'tooSoon':
      return new HttpError({
        status: 429,
        code: 'tooSoon',
        message: `Your course asks for a pause between two attempts; you can hand in again at ${refused.at.toISOString()}. Running the shown cases is possible all the while.`,
        details: { at: refused.at },
      })
    case 'attemptsUsedUp':
      return new HttpError({
        status: 409,
        code: 'attemptsUsedUp',
        message: `All ${refused.limit} attempts at this assignment are used up. You can still run the shown cases.`,
        details: { limit: refused.limit },
      })
  }
}
