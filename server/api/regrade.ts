/** A regrade as a reviewed change: whose submissions, how far it is, what would change, and what was decided. */
import { z } from 'zod'
import { Verdict } from '../../grader/report.ts'
import { RegradeState } from '../../prisma/generated/enums.ts'

const reason = z
  .string('say why')
  .trim()
  .min(1, 'say why')
  .max(1000, 'use at most 1000 characters')
  .regex(/^[^\0]*$/, 'leave out the character U+0000')

/** Which submissions of each student; of these, those of a section and those that failed a case. */
export const RegradeScope = z
  .strictObject({
    which: z.enum(['latest', 'best', 'all'], 'choose latest, best or all'),
    section: z.string().max(100).nullable().default(null),
    failedCase: z.string().max(200).nullable().default(null),
  })
  .meta({ id: 'RegradeScope' })
export type RegradeScope = z.infer<typeof RegradeScope>

export const ScopeQuery = z.strictObject({
  exercise: z.string(),
  which: RegradeScope.shape.which,
  section: z.string().max(100).optional(),
  failedCase: z.string().max(200).optional(),
})

/** How many a scope has, and what else there is to choose from. */
export const ScopeCount = z
  .object({
    submissions: z.number(),
    students: z.number(),
    outdated: z.number().meta({ description: 'Graded with an older version of the exercise' }),
    sections: z.array(z.string()),
    cases: z.array(z.string()).meta({ description: 'That any submission can have failed' }),
    open: z.string().nullable().meta({
      description: 'The regrade of this exercise that is not decided yet; no other can begin',
    }),
  })
  .meta({ id: 'RegradeScopeCount' })
export type ScopeCount = z.infer<typeof ScopeCount>

export const NewRegrade = z
  .strictObject({
    exercise: z.string('name the exercise, such as "attention"'),
    scope: RegradeScope,
    neverLower: z.boolean().default(false),
    reason,
  })
  .meta({ id: 'NewRegrade' })
export type NewRegrade = z.input<typeof NewRegrade>

export const Regrade = z
  .object({
    id: z.string(),
    exercise: z.string(),
    scope: RegradeScope,
    neverLower: z.boolean(),
    reason: z.string(),
    state: z.enum(RegradeState),
    createdBy: z.string().nullable().meta({ description: 'A name' }),
    createdAt: z.date(),
    publishedAt: z.date().nullable(),
    endedAt: z.date().nullable(),
    submissions: z.number().meta({ description: 'None once it is discarded' }),
    graded: z.number().meta({ description: 'Of these, ended' }),
  })
  .meta({ id: 'Regrade' })
export type Regrade = z.infer<typeof Regrade>

export const RegradesQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'use the `next` of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export const Regrades = z
  .object({
    regrades: z.array(Regrade),
    next: z.string().nullable().meta({ description: 'The cursor of the next page' }),
  })
  .meta({ id: 'Regrades' })
export type Regrades = z.infer<typeof Regrades>

/**
 * What becomes of one submission: its score rises, falls or stays; `kept` would fall and is never lowered;
 * `failed` could not be graded again, by our fault; `waiting` is not graded yet; `gone` is nobody's here any
 * more. The last four leave it as it is.
 */
export const Outcome = z.enum(['up', 'down', 'same', 'kept', 'failed', 'waiting', 'gone'])
export type Outcome = z.infer<typeof Outcome>

export const RegradeTotals = z.record(Outcome, z.number()).meta({ id: 'RegradeTotals' })

/** How often a case has one verdict before and another one after. */
export const CaseChange = z
  .object({
    case: z.string(),
    before: Verdict.nullable().meta({ description: 'Null: it was not run, or not there' }),
    after: Verdict.nullable(),
    submissions: z.number(),
  })
  .meta({ id: 'RegradeCaseChange' })
export type CaseChange = z.infer<typeof CaseChange>

export const OpenRegrade = Regrade.extend({
  etaMilliseconds: z
    .number()
    .nullable()
    .meta({ description: 'Until all are graded; null: not known yet, or done' }),
  totals: RegradeTotals,
  verdicts: z.number().meta({ description: 'Submissions whose verdict changes' }),
  cases: z.array(CaseChange).meta({ description: 'Those that change, by case' }),
  fingerprint: z.string().meta({ description: 'Of all changes; publishing names what was seen' }),
  blockedBy: z.string().nullable().meta({
    description: 'A later published regrade, which has to be undone before this one can be',
  }),
}).meta({ id: 'OpenRegrade' })
export type OpenRegrade = z.infer<typeof OpenRegrade>

const Result = z.object({
  verdict: Verdict.nullable(),
  points: z.number().nullable(),
  maxPoints: z.number().nullable(),
  score: z.number().nullable().meta({ description: 'With what a reviewer changed' }),
})

/** What a regrade makes of one submission. */
export const RegradeChange = z
  .object({
    submission: z.string(),
    shadow: z.string().meta({ description: 'Holds the results that the submission does not' }),
    student: z.object({ id: z.string(), name: z.string(), section: z.string().nullable() }),
    handedInAt: z.date(),
    outcome: Outcome,
    before: Result,
    after: Result,
    difference: z.number().meta({
      description:
        'Of the scores, in points of the new version, as grades are shares of all points',
    }),
  })
  .meta({ id: 'RegradeChange' })
export type RegradeChange = z.infer<typeof RegradeChange>

export const ChangesQuery = z.strictObject({
  only: z
    .enum(['changed', 'all', ...Outcome.options])
    .default('changed')
    .meta({
      description: '`changed`: whose score or verdict is another one',
    }),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const RegradeChanges = z
  .object({
    changes: z.array(RegradeChange).meta({ description: 'What falls most first' }),
    count: z.number().meta({ description: 'On all pages' }),
  })
  .meta({ id: 'RegradeChanges' })
export type RegradeChanges = z.infer<typeof RegradeChanges>

export const Publication = z
  .strictObject({ fingerprint: z.string(), reason })
  .meta({ id: 'RegradePublication' })
export type Publication = z.infer<typeof Publication>

export const Decision = z
  .strictObject({ reason: reason.optional() })
  .meta({ id: 'RegradeDecision' })
export type Decision = z.infer<typeof Decision>

/** What a Notice of kind `regrade` holds: one for each student whose scores changed. */
export const RegradeNotice = z.object({
  course: z.string().meta({ description: "The course's slug" }),
  exercise: z.string(),
  regrade: z.string(),
  reason: z.string().nullable().meta({ description: 'Null: undone without saying why' }),
  undone: z.boolean(),
  changes: z.array(
    z.object({
      submission: z.string(),
      before: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
})
export type RegradeNotice = z.infer<typeof RegradeNotice>
