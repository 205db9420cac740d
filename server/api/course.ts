/** A course as one of its people sees it: tracks in order, and how far they have come. */
import { z } from 'zod'
import { Role } from '../../prisma/generated/enums.ts'

/**
 * `new`: never touched; `started`: a draft or a run; `tried`: handed in, not yet passed; `passed`.
 */
export const ExerciseState = z.enum(['new', 'started', 'tried', 'passed'])
export type ExerciseState = z.infer<typeof ExerciseState>

export const CourseExercise = z
  .object({
    slug: z.string(),
    code: z.string(),
    title: z.string(),
    difficulty: z.number().meta({ description: '1 (a few lines) to 5 (an evening)' }),
    minutes: z.number(),
    points: z.number().meta({ description: 'The most that can be reached' }),
    buildsOn: z.array(z.object({ slug: z.string(), title: z.string() })),
    state: ExerciseState,
    best: z.object({ points: z.number(), submission: z.string() }).nullable(),
    assignment: z.string(),
    opensAt: z.date().nullable(),
    dueAt: z.date().nullable().meta({ description: 'Yours: with your extension' }),
    isExtended: z.boolean().meta({ description: 'Whether it is later for you than for others' }),
    late: z
      .array(z.object({ until: z.date(), credit: z.number() }))
      .meta({ description: 'What late work counts until when, of 1; empty: none is taken' }),
    attempts: z.number().meta({ description: 'Used so far' }),
    attemptLimit: z.number().nullable().meta({ description: 'Null: as often as you like' }),
    cooldownSeconds: z.number().nullable().meta({ description: 'The pause between attempts' }),
    nextAttemptAt: z.date().nullable().meta({ description: 'When that pause ends; null: it has' }),
  })
  .meta({ id: 'CourseExercise' })
export type CourseExercise = z.infer<typeof CourseExercise>

export const OpenCourse = z
  .object({
    slug: z.string(),
    title: z.string(),
    timeZone: z.string().meta({ description: 'IANA name; due dates are meant in it' }),
    role: z.enum(Role),
    tracks: z.array(z.object({ title: z.string(), exercises: z.array(CourseExercise) })),
    progress: z.object({
      passed: z.number(),
      exercises: z.number(),
      points: z.number(),
      maxPoints: z.number(),
    }),
    /** Where they were: the exercise last worked on that is not passed, else the next one; null when all is done. */
    continueWith: z.string().nullable(),
  })
  .meta({ id: 'OpenCourse' })
export type OpenCourse = z.infer<typeof OpenCourse>
