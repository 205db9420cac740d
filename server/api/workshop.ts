/** Exercises that a course's instructors write in the browser or upload: editions, their checks, and publishing. */
import { z } from 'zod'
import { slugForm } from '../../exercises/exercise.ts'
import { FolderFiles } from '../workshop/folder.ts'
import { OpenExercise } from './exercise.ts'
import { StoredProof } from './statistics.ts'

const note = z
  .string()
  .trim()
  .max(500, 'use at most 500 characters')
  .regex(/^[^\0]*$/, 'leave out the character U+0000')
  .nullable()
  .default(null)

/** POST /workshop: a new exercise, from our template or from one that is there. */
export const NewWorkshopExercise = z
  .strictObject({
    slug: z.string().max(60).regex(slugForm, 'use lower-case words joined by "-"'),
    title: z
      .string()
      .trim()
      .min(1, 'give it a title')
      .max(120)
      .regex(/^\P{C}*$/u, 'write it in one line'),
    copyOf: z.string().max(60).nullable().default(null).meta({
      description: 'The slug of an exercise to begin from, with all of its files; null: a template',
    }),
  })
  .meta({ id: 'NewWorkshopExercise' })
export type NewWorkshopExercise = z.input<typeof NewWorkshopExercise>

/** PUT /workshop/{slug}: all files of the exercise, as they are to be. Those not named are gone. */
export const SaveEdition = z
  .strictObject({
    files: FolderFiles,
    note,
    basedOn: z.string().meta({
      description: 'The edition that was opened; refused as editionNewer when there is a newer one',
    }),
  })
  .meta({ id: 'SaveEdition' })
export type SaveEdition = z.input<typeof SaveEdition>

/** What is known of a check while it runs. */
export const CheckProgress = z.object({
  step: z.string().meta({ description: 'What is being done, in English: "misconception A3"' }),
  /** Rows as they come, in the order in which they ended. */
  solutions: z.array(z.object({ style: z.string(), passed: z.boolean() })),
  misconceptions: z.array(
    z.object({ id: z.string(), sameAs: z.string(), caught: z.boolean(), named: z.boolean() }),
  ),
  of: z.number().meta({ description: 'How many misconceptions there are' }),
})
export type CheckProgress = z.infer<typeof CheckProgress>

export const CheckState = z
  .enum(['unchecked', 'waiting', 'running', 'proved', 'problems'])
  .meta({ id: 'CheckState' })
export type CheckState = z.infer<typeof CheckState>

/** What an edition is listed by. */
export const ListedEdition = z
  .object({
    id: z.string(),
    hash: z.string(),
    note: z.string().nullable(),
    savedBy: z.string().nullable().meta({ description: 'A name' }),
    savedAt: z.date(),
    check: CheckState,
    publishedAt: z.date().nullable(),
    publishedBy: z.string().nullable().meta({ description: 'A name' }),
    isServed: z.boolean().meta({ description: 'Students have it now' }),
    isTrusted: z.boolean().meta({
      description: 'An operator lets its code run outside of the sandbox, on the reference engine',
    }),
  })
  .meta({ id: 'ListedEdition' })
export type ListedEdition = z.infer<typeof ListedEdition>

/** What an exercise is listed by: GET /workshop. */
export const ListedWorkshopExercise = z
  .object({
    slug: z.string(),
    title: z.string().nullable().meta({ description: 'Null until a check could read exercise.ts' }),
    code: z.string().nullable(),
    editions: z.number(),
    newest: ListedEdition,
    served: ListedEdition.nullable(),
  })
  .meta({ id: 'ListedWorkshopExercise' })
export const Workshop = z
  .object({
    exercises: z.array(ListedWorkshopExercise),
    copyable: z.array(z.object({ slug: z.string(), code: z.string(), title: z.string() })).meta({
      description: 'What a new exercise can begin from: those of the server that come with files',
    }),
  })
  .meta({ id: 'Workshop' })
export type Workshop = z.infer<typeof Workshop>

/** GET /workshop/{slug}: newest edition first. At most 100 editions are listed. */
export const OpenWorkshopExercise = z
  .object({ slug: z.string(), editions: z.array(ListedEdition) })
  .meta({ id: 'OpenWorkshopExercise' })
export type OpenWorkshopExercise = z.infer<typeof OpenWorkshopExercise>

/** GET /workshop/{slug}/editions/{edition}. Asked again every second while it is being checked. */
export const OpenEdition = ListedEdition.extend({
  slug: z.string(),
  files: z.record(z.string(), z.string()),
  problems: z.array(z.string()).meta({
    description: 'What is wrong with the folder as such, seen without running anything',
  }),
  progress: CheckProgress.nullable().meta({ description: 'While the check runs' }),
  proof: StoredProof.nullable().meta({ description: 'Of its newest check' }),
  checkedAt: z.date().nullable(),
}).meta({ id: 'OpenEdition' })
export type OpenEdition = z.infer<typeof OpenEdition>

/** GET /workshop/{slug}/editions/{edition}/preview: what a student would open. Refused as notChecked before its first check. */
export const EditionPreview = OpenExercise.omit({ givenAs: true, best: true }).meta({
  id: 'EditionPreview',
})
export type EditionPreview = z.infer<typeof EditionPreview>

/** POST /workshop/{slug}/editions/{edition}/tries: a file graded against this edition. It counts nowhere. */
export const NewTry = z.strictObject({ source: z.string().max(256 * 1024) }).meta({ id: 'NewTry' })
export type NewTry = z.input<typeof NewTry>

/** POST /workshop/{slug}/editions/{edition}/publish, also to go back to an older one; POST …/withdraw. */
export const Decision = z
  .strictObject({
    reason: z
      .string('say why')
      .trim()
      .min(1, 'say why')
      .max(1000, 'use at most 1000 characters')
      .regex(/^[^\0]*$/, 'leave out the character U+0000'),
  })
  .meta({ id: 'WorkshopDecision' })
export type Decision = z.input<typeof Decision>

/** PUT /api/operations/editions/{edition}/trust: operators alone. */
export const Trust = z
  .strictObject({ trusted: z.boolean(), reason: Decision.shape.reason })
  .meta({ id: 'Trust' })
export type Trust = z.input<typeof Trust>
