/** Grades: everybody's for staff, one's own for students, and what each is made of. */
import { z } from 'zod'
import { Verdict } from '../../grader/report.ts'

const percent = z.number().nullable()

export const GradeState = z.enum(['open', 'missing', 'waiting', 'graded']).meta({
  description:
    'open: nothing handed in, nor due yet; missing: nothing by the due date; waiting: nothing graded yet',
})
export type GradeState = z.infer<typeof GradeState>

const assignment = z.object({
  id: z.string(),
  exercise: z.string(),
  code: z.string(),
  title: z.string(),
  weight: z.number(),
  maxPoints: z.number(),
})

export const GradeCell = z
  .object({
    state: GradeState,
    submission: z.string().nullable().meta({ description: 'The attempt that counts' }),
    points: z.number().meta({ description: 'With everything: rubric, override, lateness' }),
    credit: z.number().meta({ description: '1 in time, less when late' }),
    changed: z
      .enum(['override', 'rubric'])
      .nullable()
      .meta({ description: 'What staff did about the points of the grader' }),
  })
  .meta({ id: 'GradeCell' })
export type GradeCell = z.infer<typeof GradeCell>

export const GradeTable = z
  .object({
    timeZone: z.string(),
    assignments: z.array(assignment.extend({ dueAt: z.date().nullable() })),
    students: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        section: z.string().nullable(),
        isErased: z.boolean().meta({
          description: 'The person is gone, and with them what they handed in',
        }),
        percent: percent.meta({ description: 'Of the whole course' }),
        soFar: percent.meta({ description: 'Of what was graded or was due' }),
        cells: z.array(GradeCell.nullable()).meta({
          description: 'In the order of the assignments; null: nothing handed in, nor due yet',
        }),
      }),
    ),
  })
  .meta({ id: 'GradeTable' })
export type GradeTable = z.infer<typeof GradeTable>

export const StudentGrades = z
  .object({
    student: z.object({ id: z.string(), name: z.string(), section: z.string().nullable() }),
    course: z.object({ slug: z.string(), title: z.string(), timeZone: z.string() }),
    percent,
    soFar: percent,
    assignments: z.array(
      assignment.extend({
        dueAt: z.date().nullable().meta({ description: "The student's own" }),
        extended: z.boolean(),
        state: GradeState,
        attempts: z.number(),
        contribution: z.number().meta({ description: 'To the whole grade, in percent' }),
        mostContribution: z.number(),
        counted: z
          .object({
            submission: z.string(),
            handedInAt: z.date(),
            verdict: Verdict,
            graderPoints: z.number().nullable(),
            rubric: z.array(z.object({ text: z.string(), points: z.number() })),
            override: z.object({ points: z.number(), reason: z.string() }).nullable(),
            score: z.number(),
            outOf: z.number(),
            credit: z.number(),
            points: z.number(),
          })
          .nullable()
          .meta({ description: 'The attempt that is worth most' }),
      }),
    ),
  })
  .meta({ id: 'StudentGrades' })
export type StudentGrades = z.infer<typeof StudentGrades>
