/** The exercises of a course as its instructors set them: dates, limits, what late work counts. */
import { z } from 'zod'
import { LatePolicy } from '../../grader/queue/lateness.ts'
import { Disclosure } from '../../grader/report.ts'

const instant = z.iso
  .datetime({ offset: true, error: 'give a time with its zone, such as 2026-09-30T23:59:00+02:00' })
  .transform((text) => new Date(text))

const daySeconds = 24 * 60 * 60

/** What can be set. What is left out stays as it is. */
export const AssignmentSettings = z
  .strictObject({
    opensAt: instant.nullable(),
    dueAt: instant.nullable(),
    latePolicy: LatePolicy.nullable().meta({ description: 'Null: nothing is taken after dueAt' }),
    attemptLimit: z.number().int().min(1).max(1_000).nullable(),
    cooldownSeconds: z
      .number()
      .int()
      .min(1)
      .max(7 * daySeconds)
      .nullable()
      .meta({ description: 'How long a student waits between two attempts' }),
    disclosure: Disclosure.nullable().meta({
      description: 'The most that students see of a failing case; null: as the exercise says',
    }),
    weight: z.number().min(0).max(1_000),
    isHidden: z.boolean().meta({
      description: 'Students do not see it and hand nothing in; what they handed in is kept',
    }),
  })
  .partial()
  .meta({ id: 'AssignmentSettings' })
export type AssignmentSettings = z.output<typeof AssignmentSettings>

export const Assignment = z
  .object({
    id: z.string(),
    exercise: z.string(),
    code: z.string().nullable().meta({ description: 'Null where the exercise was withdrawn' }),
    title: z.string(),
    points: z.number().nullable(),
    opensAt: z.date().nullable(),
    dueAt: z.date().nullable(),
    latePolicy: LatePolicy.nullable(),
    attemptLimit: z.number().nullable(),
    cooldownSeconds: z.number().nullable(),
    disclosure: Disclosure.nullable(),
    weight: z.number(),
    isHidden: z.boolean(),
    handedIn: z.number().meta({ description: 'Students of the course who handed something in' }),
    passed: z.number().meta({ description: 'Students of the course who passed' }),
    extensions: z.number(),
    isRemovable: z.boolean().meta({ description: 'Whether nobody ran or handed in anything' }),
  })
  .meta({ id: 'Assignment' })
export type Assignment = z.infer<typeof Assignment>

export const Assignments = z
  .object({
    timeZone: z.string().meta({ description: 'IANA name; dates are meant in it' }),
    students: z.number(),
    assignments: z.array(Assignment),
    /** Exercises that the course does not give yet. */
    available: z.array(z.object({ slug: z.string(), code: z.string(), title: z.string() })),
  })
  .meta({ id: 'Assignments' })
export type Assignments = z.infer<typeof Assignments>

export const NewAssignment = z
  .strictObject({ exercise: z.string('name the exercise, such as "attention"').min(1).max(100) })
  .meta({ id: 'NewAssignment' })

const ids = z.array(z.string().min(1).max(64)).min(1).max(500)

export const AssignmentOrder = z
  .strictObject({ assignments: ids.meta({ description: 'All of the course, each once' }) })
  .meta({ id: 'AssignmentOrder' })

/** The same change to several: settings, or dates moved by days of the course's time zone. */
export const AssignmentsChange = z
  .strictObject({
    assignments: ids,
    settings: AssignmentSettings.default({}),
    seen: AssignmentSettings.default({}).meta({
      description:
        'Settings that this change was made from; 409 `assignmentChanged`, with those that there are, when somebody changed one of them meanwhile',
    }),
    shift: z
      .strictObject({
        days: z.number().int().min(-365).max(365),
        dates: z.enum(['both', 'dueAt', 'opensAt']).default('both').meta({
          description: 'Extensions move with dueAt',
        }),
      })
      .optional(),
  })
  .meta({ id: 'AssignmentsChange' })
export type AssignmentsChange = z.output<typeof AssignmentsChange>

/** The `details` of the refusal `assignmentChanged`. */
export const AssignmentConflict = z
  .object({
    settings: Assignment.pick({
      opensAt: true,
      dueAt: true,
      latePolicy: true,
      attemptLimit: true,
      cooldownSeconds: true,
      disclosure: true,
      weight: true,
      isHidden: true,
    }),
    changedBy: z.string().nullable().meta({ description: 'A name' }),
  })
  .meta({ id: 'AssignmentConflict' })
export type AssignmentConflict = z.infer<typeof AssignmentConflict>

export const Extension = z
  .object({
    student: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    dueAt: z.date(),
    reason: z.string(),
    createdAt: z.date(),
  })
  .meta({ id: 'Extension' })
export type Extension = z.infer<typeof Extension>

export const Extensions = z.object({ extensions: z.array(Extension) }).meta({ id: 'Extensions' })
export type Extensions = z.infer<typeof Extensions>

export const NewExtension = z
  .strictObject({
    dueAt: instant,
    reason: z
      .string()
      .trim()
      .min(1, 'say why, for those who ask later')
      .max(1_000)
      .regex(/^[^\0]*$/, 'use no character U+0000')
      .meta({ description: 'For the staff and the record; the student is not told it' }),
  })
  .meta({ id: 'NewExtension' })
export type NewExtension = z.output<typeof NewExtension>
