/** Who is in a course, many at a time: a table from elsewhere, what it would change, and single changes. */
import { z } from 'zod'
import { Role } from '../../prisma/generated/enums.ts'
import { section } from './people.ts'

const role = z.enum(Role)

export const RosterTable = z
  .strictObject({
    csv: z.string('give the text of the table').meta({
      description:
        'Columns name, email, section, role, in this order or named by a first line; separated by commas, semicolons or tabs',
    }),
    removeAbsent: z.boolean().default(false).meta({
      description: 'Whether students who are not in the table leave the course; staff never do',
    }),
  })
  .meta({ id: 'RosterTable' })
export type RosterTable = z.output<typeof RosterTable>

/** Why a line cannot be taken. `value` is what stands there. */
export const RosterProblem = z
  .object({
    line: z.number().nullable().meta({ description: 'From 1; null: the table as a whole' }),
    code: z.enum([
      'empty',
      'tooMany',
      'quotes',
      'noEmailColumn',
      'email',
      'name',
      'section',
      'role',
      'twice',
      'yourself',
      'unprovenStaff',
    ]),
    value: z.string(),
  })
  .meta({ id: 'RosterProblem' })
export type RosterProblem = z.infer<typeof RosterProblem>

const Place = z.object({ role, section: z.string().nullable() })

export const RosterPreview = z
  .object({
    hash: z.string().meta({ description: 'Names exactly this change; send it to apply it' }),
    added: z.array(
      Place.extend({
        name: z.string(),
        email: z.string(),
        hasAccount: z.boolean().meta({ description: 'Else an account without a password is made' }),
      }),
    ),
    changed: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        before: Place,
        after: Place,
      }),
    ),
    removed: z.array(Place.extend({ id: z.string(), name: z.string(), email: z.string() })),
    unchanged: z.number(),
    absent: z.number().meta({ description: 'Students who are not in the table and stay' }),
    unusedColumns: z.array(z.string()),
    problems: z
      .array(RosterProblem)
      .meta({ description: 'Nothing is applied while there are any' }),
  })
  .meta({ id: 'RosterPreview' })
export type RosterPreview = z.infer<typeof RosterPreview>

export const RosterImport = RosterTable.extend({
  hash: z.string('send the hash of the preview'),
}).meta({ id: 'RosterImport' })

export const RosterImported = z
  .object({
    added: z.number(),
    changed: z.number(),
    removed: z.number(),
    links: z
      .array(z.object({ name: z.string(), email: z.string(), url: z.string() }))
      .meta({ description: 'For each new account of a student, shown this once' }),
    linksUntil: z.date().nullable(),
  })
  .meta({ id: 'RosterImported' })
export type RosterImported = z.infer<typeof RosterImported>

export const PersonChange = z
  .strictObject({
    role: z.enum(Role, 'choose student, assistant or instructor'),
    section,
  })
  .partial()
  .meta({ id: 'PersonChange' })
export type PersonChange = z.output<typeof PersonChange>
