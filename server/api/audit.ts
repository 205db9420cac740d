/** The record of a course: who changed what, and why. */
import { z } from 'zod'

const id = z.string().regex(/^[\w-]{1,64}$/, 'this is no id')

export const AuditQuery = z.strictObject({
  action: z
    .string()
    .regex(/^[\w.]{1,64}$/, 'this is no action')
    .optional(),
  actor: id.optional().meta({ description: 'Who did it' }),
  about: id.optional().meta({ description: 'The person whose work, grade or role it is' }),
  from: z.coerce.date().optional(),
  until: z.coerce.date().optional().meta({ description: 'Before this' }),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'this is no cursor')
    .optional(),
})

const person = z
  .object({ id: z.string(), name: z.string().nullable() })
  .meta({ description: 'The name is null once they are erased' })

export const AuditRow = z
  .object({
    id: z.string(),
    at: z.date(),
    action: z.string(),
    subject: z.string(),
    reason: z.string().nullable(),
    actor: person.nullable().meta({ description: 'Null: the server itself' }),
    about: person.nullable(),
    /** What differs, by its place in what was there. */
    changes: z.array(
      z.object({
        field: z.string(),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
      }),
    ),
  })
  .meta({ id: 'AuditRow' })
export type AuditRow = z.infer<typeof AuditRow>

export const AuditPage = z
  .object({
    timeZone: z.string(),
    rows: z.array(AuditRow),
    next: z
      .string()
      .nullable()
      .meta({ description: 'The cursor of the next page; null at the end' }),
  })
  .meta({ id: 'AuditPage' })
export type AuditPage = z.infer<typeof AuditPage>

/** What can be asked for. */
export const AuditChoices = z
  .object({
    actions: z.array(z.string()),
    actors: z.array(z.object({ id: z.string(), name: z.string() })),
    about: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'AuditChoices' })
export type AuditChoices = z.infer<typeof AuditChoices>
