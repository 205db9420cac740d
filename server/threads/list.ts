/** Conversations as lists: those about a submission, and those of a course that somebody should look at. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { OpenThread, Requests, Thread, requestFilters } from '../api/threads.ts'
import { exerciseName, studentFields, studentOf, type ReviewedCourse } from '../reviews/attempt.ts'
import type { About } from './about.ts'
import { beginningOf, threadFacts, threadFields, threadOf, type ThreadReader } from './view.ts'

const pageSize = 50

/** In the order in which they were begun. */
export async function threadsAbout(db: Database, about: About): Promise<Thread[]> {
  const rows = await db.thread.findMany({
    where: { submissionId: about.submission.id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: threadFields,
  })
  const reader = readerOf(about, await namesIn(db, rows))
  return rows.map((row) => threadOf(row, reader))
}

/** A conversation with what it is about. */
export async function openThread(
  db: Database,
  about: About & { readonly threadId: string },
  { exercises, secret }: { exercises: readonly ExerciseFacts[]; secret: string },
): Promise<OpenThread> {
  const { submission, course, side, userId, threadId } = about
  const [row, student] = await Promise.all([
    db.thread.findUniqueOrThrow({ where: { id: threadId }, select: threadFields }),
    db.user.findUniqueOrThrow({
      where: { id: submission.student.id },
      select: studentFields(course.id),
    }),
  ])
  const isOwn = side === 'student' && submission.student.id === userId
  return {
    thread: threadOf(row, readerOf(about, await namesIn(db, [row]))),
    student: studentOf(student, { ...course, anonymous: course.anonymous && !isOwn }, secret),
    exercise: exerciseName(exercises, submission.exercise),
  }
}

type Filter = (typeof requestFilters)[number]

interface Listing {
  readonly course: ReviewedCourse
  readonly userId: string
  readonly filter: Filter
  readonly page: number
  readonly exercises: readonly ExerciseFacts[]
  readonly secret: string
}

/** Oldest first: who has waited longest comes first. */
export async function listRequests(db: Database, listing: Listing): Promise<Requests> {
  const { course, userId, filter, page, exercises, secret } = listing
  const where = filtered(course.id, userId)
  const [open, mine, answered, closed, rows] = await Promise.all([
    db.thread.count({ where: where.open }),
    db.thread.count({ where: where.mine }),
    db.thread.count({ where: where.answered }),
    db.thread.count({ where: where.closed }),
    db.thread.findMany({
      where: where[filter],
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      ...{ skip: (page - 1) * pageSize, take: pageSize },
      select: listFields(course.id),
    }),
  ])
  const counts = { open, mine, answered, closed }
  const names = await namesIn(db, rows)
  return {
    threads: rows.map(({ submission, messages, ...row }) => {
      const { user, exercise } = submission
      const studentName = course.anonymous ? null : user.name
      return {
        ...threadFacts(row, { userId, studentId: user.id, studentName, names }),
        student: studentOf(user, course, secret),
        exercise: exerciseName(exercises, exercise),
        first: beginningOf(messages[0]?.text ?? ''),
        messages: messages.length,
        lastAt: messages.at(-1)?.createdAt ?? row.createdAt,
      }
    }),
    ...{ page, pages: Math.max(1, Math.ceil(counts[filter] / pageSize)), counts },
  }
}

/** What staff wrote without being asked, and nobody has answered, waits for nobody. */
function filtered(courseId: string, userId: string): Record<Filter, Prisma.ThreadWhereInput> {
  const here = { submission: { repeatsId: null, assignment: { courseId } } }
  return {
    open: { ...here, state: 'open' },
    mine: { ...here, assigneeId: userId, state: { not: 'closed' } },
    answered: { ...here, kind: 'request', state: 'answered' },
    closed: { ...here, kind: 'request', state: 'closed' },
  }
}

function listFields(courseId: string) {
  const { messages, ...facts } = threadFields
  return {
    ...facts,
    messages: { orderBy: [...messages.orderBy], select: { text: true, createdAt: true } },
    submission: { select: { exercise: true, user: { select: studentFields(courseId) } } },
  } satisfies Prisma.ThreadSelect
}

function readerOf(
  { side, userId, submission, course }: About,
  names: ThreadReader['names'],
): ThreadReader {
  const { id: studentId, name } = submission.student
  return {
    ...{ userId, studentId, names },
    studentName: side === 'staff' && course.anonymous ? null : name,
  }
}

interface Named {
  readonly assigneeId: string | null
  readonly closedById: string | null
}

export async function namesIn(
  db: Database,
  rows: readonly Named[],
): Promise<ThreadReader['names']> {
  const ids = rows.flatMap(({ assigneeId, closedById }) => [assigneeId ?? [], closedById ?? []])
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(ids.flat())] } },
    select: { id: true, name: true },
  })
  return new Map(users.map(({ id, name }) => [id, name]))
}
