/** A conversation about a submission, as one of those who take part in it sees it. */
import type { Prisma } from '../../prisma/client.ts'
import type { ListedThread, Thread } from '../api/threads.ts'

export const threadFields = {
  id: true,
  kind: true,
  state: true,
  submissionId: true,
  assigneeId: true,
  closedById: true,
  closedAt: true,
  createdAt: true,
  messages: {
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      authorId: true,
      text: true,
      createdAt: true,
      author: { select: { name: true } },
    },
  },
} as const satisfies Prisma.ThreadSelect

type ThreadRow = Prisma.ThreadGetPayload<{ select: typeof threadFields }>
type Facts = Omit<ThreadRow, 'messages'>

export interface ThreadReader {
  readonly userId: string
  /** Whose submission it is. */
  readonly studentId: string
  /** What the student is called; null where reviews are anonymous and staff reads. */
  readonly studentName: string | null
  /** Of those who answer, and of those who closed something, by their ids. */
  readonly names: ReadonlyMap<string, string>
}

/** What every thread tells of itself. */
export function threadFacts(
  row: Facts,
  { userId, studentId, studentName, names }: ThreadReader,
): Omit<Thread, 'messages'> {
  const { id, kind, state, assigneeId, closedById, closedAt, createdAt } = row
  const byStudent = closedById === studentId
  return {
    ...{ id, kind, state, submission: row.submissionId, createdAt },
    assignee:
      assigneeId === null
        ? null
        : { id: assigneeId, name: names.get(assigneeId) ?? '', isMe: assigneeId === userId },
    closed: closedAt && {
      by: byStudent ? 'student' : 'staff',
      name: byStudent ? studentName : ((closedById && names.get(closedById)) ?? null),
      at: closedAt,
    },
  }
}

export function threadOf(row: ThreadRow, reader: ThreadReader): Thread {
  return {
    ...threadFacts(row, reader),
    messages: row.messages.map(({ id, authorId, author, text, createdAt }) => {
      const byStudent = authorId === reader.studentId
      return {
        ...{ id, text, sentAt: createdAt, by: byStudent ? 'student' : 'staff' },
        isMine: authorId === reader.userId,
        name: byStudent ? reader.studentName : (author?.name ?? null),
      }
    }),
  }
}

const longestBeginning = 280

export function beginningOf(text: string): ListedThread['first'] {
  return text.length > longestBeginning ? `${text.slice(0, longestBeginning)} …` : text
}
