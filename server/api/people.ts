/** Who is in a course, and the links by which people join it. */
import { z } from 'zod'
import { Role } from '../../prisma/generated/enums.ts'

/** What a link says before it is used; open to visitors who hold it. */
export const OpenInvite = z
  .object({
    course: z.object({ slug: z.string(), title: z.string() }),
    role: z.enum(Role),
    expiresAt: z.date().nullable(),
  })
  .meta({ id: 'OpenInvite' })
export type OpenInvite = z.infer<typeof OpenInvite>

export const section = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, 'use no control characters')
  .nullable()

export const NewInvite = z
  .strictObject({
    role: z.enum(Role, 'choose student, assistant or instructor'),
    section: section.default(null),
    days: z.number().int().min(1).max(365).nullable().default(null).meta({
      description: 'How long it can be used; null: until it is revoked',
    }),
    useLimit: z.number().int().min(1).max(100_000).nullable().default(null),
  })
  .meta({ id: 'NewInvite' })
export type NewInvite = z.input<typeof NewInvite>

export const Invite = z
  .object({
    id: z.string(),
    role: z.enum(Role),
    section: z.string().nullable(),
    createdAt: z.date(),
    expiresAt: z.date().nullable(),
    useLimit: z.number().nullable(),
    uses: z.number(),
    revokedAt: z.date().nullable(),
  })
  .meta({ id: 'Invite' })
export type Invite = z.infer<typeof Invite>
export const Invites = z.object({ invites: z.array(Invite) }).meta({ id: 'Invites' })
export type Invites = z.infer<typeof Invites>

/** The only answer that ever holds the link. */
export const CreatedInvite = Invite.extend({ url: z.string() }).meta({ id: 'CreatedInvite' })
export type CreatedInvite = z.infer<typeof CreatedInvite>

export const People = z
  .object({
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        role: z.enum(Role),
        section: z.string().nullable(),
        joinedAt: z.date(),
        isErased: z.boolean().meta({ description: 'Name and address are a pseudonym then' }),
      }),
    ),
  })
  .meta({ id: 'People' })
export type People = z.infer<typeof People>

/** A link with which somebody chooses a new password, for when there is no mail. */
export const PasswordLink = z
  .object({ url: z.string(), expiresAt: z.date() })
  .meta({ id: 'PasswordLink' })
export type PasswordLink = z.infer<typeof PasswordLink>
