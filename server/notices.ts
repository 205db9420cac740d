/** What people are told of: who gets it is decided where it happens; how it is read, here. */
import { z } from 'zod'
import type { ExerciseFacts } from '../exercises/exercise.ts'
import type { Database, DatabaseOrTransaction, Prisma } from '../prisma/client.ts'
import { noticeKinds, type Notice, type Notices } from './api/notices.ts'

const mostShown = 50

/** What is said with a notice, by whichever part of the server wrote it. */
const Told = z.object({
  course: z.string().nullable().catch(null),
  exercise: z.string().nullable().catch(null),
  thread: z.string().nullable().catch(null),
  closed: z.boolean().catch(false),
  dueAt: z.coerce.date().nullable().catch(null),
  reason: z.string().nullable().catch(null),
  undone: z.boolean().catch(false),
  changes: z
    .array(z.object({ before: z.number().nullable(), after: z.number().nullable() }))
    .catch([]),
})

const fields = {
  id: true,
  kind: true,
  submissionId: true,
  data: true,
  createdAt: true,
  readAt: true,
} as const satisfies Prisma.NoticeSelect

type Row = Prisma.NoticeGetPayload<{ select: typeof fields }>

/** The newest notices of a person. */
export async function noticesOf(
  db: Database,
  userId: string,
  exercises: readonly ExerciseFacts[],
): Promise<Notices> {
  const known = { userId, kind: { in: [...noticeKinds] } }
  const [rows, unread] = await Promise.all([
    db.notice.findMany({
      where: known,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      ...{ take: mostShown, select: fields },
    }),
    db.notice.count({ where: { ...known, readAt: null } }),
  ])
  return { notices: rows.map((row) => noticeOf(row, exercises)), unread }
}

function noticeOf(row: Row, exercises: readonly ExerciseFacts[]): Notice {
  const { changes, exercise, ...told } = Told.parse(row.data)
  const [change, ...others] = changes
  return {
    ...{ id: row.id, kind: z.enum(noticeKinds).parse(row.kind), ...told },
    exercise: exercise === null ? null : { slug: exercise, title: titleOf(exercises, exercise) },
    submission: row.submissionId,
    score: change && others.length === 0 ? change : null,
    ...{ sentAt: row.createdAt, readAt: row.readAt },
  }
}

function titleOf(exercises: readonly ExerciseFacts[], slug: string): string {
  return exercises.find((one) => one.slug === slug)?.title ?? slug
}

interface Talk {
  readonly userIds: readonly string[]
  readonly kind: 'reply' | 'request'
  readonly submissionId: string
  readonly data: {
    readonly course: string
    readonly exercise: string
    readonly thread: string
    readonly closed?: boolean
  }
}

/** Tells people of a conversation, each once until they have looked. */
export async function tellOfTalk(
  tx: DatabaseOrTransaction,
  { userIds, kind, submissionId, data }: Talk,
): Promise<void> {
  await forgetTalk(tx, { userIds, kind, submissionId })
  await tx.notice.createMany({
    data: userIds.map((userId) => ({ userId, kind, submissionId, data })),
  })
}

/** Takes back what was told of a conversation and not read yet; without `userIds`, to anybody. */
export async function forgetTalk(
  tx: DatabaseOrTransaction,
  { userIds, kind, submissionId }: Pick<Talk, 'kind' | 'submissionId'> & Partial<Talk>,
): Promise<void> {
  const theirs = userIds && { userId: { in: [...userIds] } }
  await tx.notice.deleteMany({ where: { ...theirs, kind, submissionId, readAt: null } })
}
