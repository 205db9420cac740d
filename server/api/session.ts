/** Who is signed in, and every way to become so. */
import { z } from 'zod'
import { Role } from '../../prisma/generated/enums.ts'

export const Language = z.enum(['en', 'zh']).meta({ id: 'Language' })
export type Language = z.infer<typeof Language>

export const Session = z
  .object({
    /** Null for a visitor. */
    user: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        isAdmin: z.boolean(),
        language: Language.nullable().meta({ description: 'Null: what the browser asks for' }),
        hasPassword: z.boolean(),
      })
      .nullable(),
    courses: z.array(
      z.object({ id: z.string(), slug: z.string(), title: z.string(), role: z.enum(Role) }),
    ),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

/** What the sign-in page offers. */
export const SignInOptions = z
  .object({
    demo: z.boolean().meta({ description: 'Members of the demo course, with one click' }),
    provider: z
      .object({ name: z.string() })
      .nullable()
      .meta({ description: 'An OpenID Connect provider; begin at /api/session/provider' }),
    /** Whether a forgotten password is mended by mail; else an instructor gives out a link. */
    mail: z.boolean(),
  })
  .meta({ id: 'SignInOptions' })
export type SignInOptions = z.infer<typeof SignInOptions>

export const DemoSignIn = z
  .strictObject({ role: z.enum(Role, 'choose student, assistant or instructor') })
  .meta({ id: 'DemoSignIn' })

const name = z
  .string()
  .trim()
  .min(1, 'give the name that staff know you by')
  .max(100, 'use at most 100 characters')
  .regex(/^[^\p{Cc}]*$/u, 'use no control characters')
const email = z.email('give an e-mail address such as ada@school.edu').max(254)
const password = z
  .string()
  .min(10, 'choose a password of at least 10 characters')
  .max(128, 'choose a password of at most 128 characters')

export const PasswordSignIn = z
  .strictObject({ email, password: z.string().max(128) })
  .meta({ id: 'PasswordSignIn' })
export type PasswordSignIn = z.infer<typeof PasswordSignIn>

/** Accounts are made with an invitation, whose course the new person joins. */
export const NewAccount = z
  .strictObject({
    name,
    email,
    password,
    invite: z.string().meta({ description: 'The token of the invite link' }),
  })
  .meta({ id: 'NewAccount' })
export type NewAccount = z.infer<typeof NewAccount>

export const AccountChange = z
  .strictObject({
    name: name.optional(),
    language: Language.nullable().optional(),
  })
  .meta({ id: 'AccountChange' })
export type AccountChange = z.infer<typeof AccountChange>

export const PasswordChange = z
  .strictObject({ current: z.string().max(128), next: password })
  .meta({ id: 'PasswordChange' })
export type PasswordChange = z.infer<typeof PasswordChange>

export const ForgottenPassword = z.strictObject({ email }).meta({ id: 'ForgottenPassword' })
export type ForgottenPassword = z.infer<typeof ForgottenPassword>

/** The same answer whether the address has an account or not. */
export const ForgottenPasswordAnswer = z
  .object({ how: z.enum(['mail', 'askInstructor']) })
  .meta({ id: 'ForgottenPasswordAnswer' })
export type ForgottenPasswordAnswer = z.infer<typeof ForgottenPasswordAnswer>

export const PasswordReset = z
  .strictObject({ token: z.string().min(1).max(200), password })
  .meta({ id: 'PasswordReset' })
export type PasswordReset = z.infer<typeof PasswordReset>
