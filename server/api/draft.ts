/** What a student is typing, kept across reload, device and lost network. */
import { z } from 'zod'

export const Draft = z
  .object({
    source: z.string(),
    revision: z.number().int().positive().meta({ description: 'Counts its saves' }),
    exerciseVersion: z.string().meta({ description: 'The version that it was begun for' }),
    updatedAt: z.date(),
  })
  .meta({ id: 'Draft' })
export type Draft = z.infer<typeof Draft>

export const DraftAnswer = z.object({ draft: Draft.nullable() }).meta({ id: 'DraftAnswer' })
export type DraftAnswer = z.infer<typeof DraftAnswer>

export const DraftSave = z
  .strictObject({
    source: z.string(),
    /** The revision that this text was made from; 0 when there was no draft. An older one is refused with 409. */
    revision: z.number().int().nonnegative(),
    exerciseVersion: z
      .string()
      .max(200)
      .regex(/^[^\p{Cc}]*$/u, 'use no control characters'),
  })
  .meta({ id: 'DraftSave' })
export type DraftSave = z.infer<typeof DraftSave>

/** The `details` of the refusal `draftConflict`: what was saved meanwhile, in another tab or on another device. */
export const DraftConflict = z.object({ draft: Draft }).meta({ id: 'DraftConflict' })
export type DraftConflict = z.infer<typeof DraftConflict>
