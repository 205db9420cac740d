/** Erasing a person: what goes, what stays, and the word that does it. */
import { z } from 'zod'

const count = z.number().int()

/** What an erasure would do now. Nothing is changed by looking. */
export const ErasurePreview = z
  .object({
    person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    courses: z.array(z.object({ slug: z.string(), title: z.string() })),
    goes: z.object({
      files: count.meta({ description: 'Sources of submissions and runs, with what they printed' }),
      waiting: count.meta({ description: 'Of these, not graded yet: they are withdrawn' }),
      drafts: count,
      conversations: count.meta({ description: 'About their work, with every message in them' }),
      comments: count.meta({ description: 'On lines of their code' }),
      notices: count,
      keys: count,
      sessions: count,
    }),
    stays: z.object({
      results: count.meta({ description: 'Verdicts and points, under a pseudonym' }),
      record: count.meta({
        description: 'Entries of the record about them, without what was written',
      }),
      written: count.meta({
        description: "Messages and reviews that they wrote as staff about others' work",
      }),
    }),
  })
  .meta({ id: 'ErasurePreview' })
export type ErasurePreview = z.infer<typeof ErasurePreview>

export const Erasure = z
  .strictObject({
    email: z.string('send the e-mail address of the person, so that it is surely them').max(254),
  })
  .meta({ id: 'Erasure' })
export type Erasure = z.infer<typeof Erasure>
