/**
 * Conversations about a submission between its student and the staff of the course. A `request` asks for a
 * regrade; a `reply` was begun by staff. The student's message makes one open, the staff's answered; either
 * side may close it, and a message opens it again.
 */
import { z } from 'zod'
import { ThreadKind, ThreadState } from '../../prisma/generated/enums.ts'
import { QueuedReview } from './review.ts'

const text = (what: string) =>
  z
    .string(what)
    .trim()
    .min(1, what)
    .max(5_000, 'use at most 5000 characters')
    .refine((typed) => !typed.includes('\0'), 'leave out the character U+0000')

const Side = z.enum(['student', 'staff'])

const ThreadFacts = z.object({
  id: z.string(),
  kind: z.enum(ThreadKind),
  state: z.enum(ThreadState).meta({
    description: 'open: the student waits; answered: staff wrote last; closed',
  }),
  submission: z.string(),
  assignee: z
    .object({ id: z.string(), name: z.string(), isMe: z.boolean() })
    .nullable()
    .meta({ description: 'Who of the staff answers' }),
  closed: z
    .object({ by: Side, name: z.string().nullable(), at: z.date() })
    .nullable()
    .meta({ description: 'Who closed it, and when' }),
  createdAt: z.date(),
})

export const Thread = ThreadFacts.extend({
  messages: z
    .array(
      z.object({
        id: z.string(),
        by: Side,
        isMine: z.boolean(),
        name: z.string().nullable().meta({
          description: 'Null: the student of an anonymous course, or somebody who has left',
        }),
        text: z.string(),
        sentAt: z.date(),
      }),
    )
    .meta({ description: 'In order' }),
}).meta({ id: 'Thread' })
export type Thread = z.infer<typeof Thread>

/** GET /api/submissions/{id}/threads */
export const Threads = z
  .object({
    threads: z.array(Thread).meta({ description: 'In the order in which they were begun' }),
    mayRequest: z.boolean().meta({
      description:
        'It is your own finished submission in a course, and no request about it is open',
    }),
  })
  .meta({ id: 'Threads' })
export type Threads = z.infer<typeof Threads>

/** POST /api/submissions/{id}/requests */
export const NewRequest = z
  .strictObject({ reason: text('say what should be looked at again, and why') })
  .meta({ id: 'NewRequest' })
export type NewRequest = z.input<typeof NewRequest>

/** POST /api/threads/{id}/messages */
export const NewMessage = z
  .strictObject({ text: text('write something') })
  .meta({ id: 'NewMessage' })
export type NewMessage = z.input<typeof NewMessage>

/** PUT /api/threads/{id}/assignee, for staff: takes it, or gives it back. */
export const ThreadAssignee = z
  .strictObject({
    take: z
      .boolean('say true or false')
      .meta({ description: 'true: I answer; false: nobody does' }),
    instead: z.string().max(64).nullable().meta({
      description:
        'The id of who answers at present, as you were told; null: nobody. 409 `takenMeanwhile` when it is another by now',
    }),
  })
  .meta({ id: 'ThreadAssignee' })
export type ThreadAssignee = z.input<typeof ThreadAssignee>

export const requestFilters = ['open', 'mine', 'answered', 'closed'] as const

/** GET /api/courses/{course}/requests */
export const RequestsQuery = z.strictObject({
  filter: z.enum(requestFilters).default('open').meta({
    description:
      'open: a student waits; mine: you answer, and it is not closed; answered: staff wrote last; closed',
  }),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
})
export type RequestsQuery = z.input<typeof RequestsQuery>

export const ListedThread = ThreadFacts.extend({
  student: QueuedReview.shape.student,
  exercise: QueuedReview.shape.exercise,
  first: z.string().meta({ description: 'The beginning of its first message' }),
  messages: z.number(),
  lastAt: z.date(),
}).meta({ id: 'ListedThread' })
export type ListedThread = z.infer<typeof ListedThread>

export const Requests = z
  .object({
    threads: z.array(ListedThread).meta({ description: 'Oldest first, at most 50' }),
    page: z.number(),
    pages: z.number(),
    counts: z.object({
      open: z.number(),
      mine: z.number(),
      answered: z.number(),
      closed: z.number(),
    }),
  })
  .meta({ id: 'Requests' })
export type Requests = z.infer<typeof Requests>

/** GET /api/threads/{id}: with what it is about, for its own page in the staff room. */
export const OpenThread = z
  .object({
    thread: Thread,
    student: QueuedReview.shape.student,
    exercise: QueuedReview.shape.exercise,
  })
  .meta({ id: 'OpenThread' })
export type OpenThread = z.infer<typeof OpenThread>
