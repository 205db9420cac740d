/** What a person should look at: a reply, a review, a changed grade, a later due date, a student who asks. */
import { z } from 'zod'

export const noticeKinds = ['reply', 'review', 'regrade', 'extension', 'request'] as const

export const Notice = z
  .object({
    id: z.string(),
    kind: z.enum(noticeKinds).meta({
      description:
        'reply: staff wrote to you; review: yours is done; regrade: a score changed; extension: another due date; request: a student waits for you',
    }),
    course: z.string().nullable().meta({ description: "The course's slug" }),
    exercise: z.object({ slug: z.string(), title: z.string() }).nullable(),
    submission: z.string().nullable(),
    thread: z.string().nullable().meta({ description: 'The conversation that it is about' }),
    closed: z.boolean().meta({ description: 'Of a reply: your request was closed' }),
    score: z
      .object({ before: z.number().nullable(), after: z.number().nullable() })
      .nullable()
      .meta({ description: 'Of a regrade of a single submission' }),
    reason: z.string().nullable().meta({ description: 'Of a regrade: why' }),
    undone: z.boolean().meta({ description: 'Of a regrade: it was taken back' }),
    dueAt: z.date().nullable().meta({ description: 'Of an extension' }),
    sentAt: z.date(),
    readAt: z.date().nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof Notice>

/** GET /api/notices */
export const Notices = z
  .object({
    notices: z.array(Notice).meta({ description: 'The newest 50, newest first' }),
    unread: z.number().meta({ description: 'Of all, not only of these' }),
  })
  .meta({ id: 'Notices' })
export type Notices = z.infer<typeof Notices>

/** POST /api/notices/read */
export const NoticesRead = z
  .strictObject({
    until: z.iso.datetime('give the `sentAt` of the newest that was shown').meta({
      description: 'The `sentAt` of the newest one that was shown; later ones stay unread',
    }),
  })
  .meta({ id: 'NoticesRead' })
export type NoticesRead = z.infer<typeof NoticesRead>
