/** When work is due, how long it is still taken, and what it then counts. */
import { z } from 'zod'

/** How much work that comes late still counts: the first step whose hours have not passed yet decides. */
export const LatePolicy = z
  .array(z.strictObject({ hours: z.number().positive(), credit: z.number().min(0).max(1) }))
  .min(1)
  .max(20)
  .refine(
    (steps) =>
      steps.every(
        ({ hours, credit }, at) =>
          at === 0 || (hours > steps[at - 1]!.hours && credit <= steps[at - 1]!.credit),
      ),
    'hours must rise from step to step, and credit must not',
  )
  .meta({ id: 'LatePolicy' })
export type LatePolicy = z.infer<typeof LatePolicy>

/** When work of one student is due, and until when it is taken at all; null: no end. */
export interface Deadline {
  readonly dueAt: Date | null
  readonly closesAt: Date | null
}

const hourMilliseconds = 60 * 60 * 1000

/** An extension moves the due date and everything after it, and never to an earlier one. */
export function deadlineOf(
  assignment: { readonly dueAt: Date | null; readonly latePolicy: unknown },
  extension: { readonly dueAt: Date } | null | undefined,
): Deadline {
  const extended = extension && assignment.dueAt && extension.dueAt > assignment.dueAt
  const dueAt = extended ? extension.dueAt : assignment.dueAt
  const lastHours = stepsOf(assignment.latePolicy).at(-1)?.hours ?? 0
  return {
    dueAt,
    closesAt: dueAt && new Date(dueAt.getTime() + lastHours * hourMilliseconds),
  }
}

/** What late work counts, and until when. */
export function lateStepsOf(
  dueAt: Date,
  latePolicy: unknown,
): { readonly until: Date; readonly credit: number }[] {
  return stepsOf(latePolicy).map(({ hours, credit }) => ({
    until: new Date(dueAt.getTime() + hours * hourMilliseconds),
    credit,
  }))
}

/** From 1, in time, down to 0, after the end of what the policy allows. */
export function creditAt(at: Date, dueAt: Date | null, latePolicy: unknown): number {
  if (dueAt === null || at <= dueAt) return 1
  const hoursLate = (at.getTime() - dueAt.getTime()) / hourMilliseconds
  return stepsOf(latePolicy).find(({ hours }) => hoursLate <= hours)?.credit ?? 0
}

function stepsOf(latePolicy: unknown): LatePolicy {
  return latePolicy === null ? [] : LatePolicy.parse(latePolicy)
}
