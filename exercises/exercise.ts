/**
 * What an exercise is. A folder of the course holds one: `exercise.ts` calls `defineExercise`, and
 * the files beside it hold its statement, stub, cases, misconceptions and solutions.
 */
import type { Arbitrary } from 'fast-check'
import { z } from 'zod'
import type { Inputs, Signature, TensorValue, Value } from '../reference/value.ts'
import type { Random } from './random.ts'

/**
 * A function as a student writes it: tensors are `tf.Tensor`s, arrays are nested JavaScript arrays.
 * Its parameters are in the order of the signature.
 */
// The parameters differ per exercise; `never` lets every concrete function be assigned.
export type StudentFunction = (...parameters: never[]) => unknown

/**
 * The reference: like a student's function, but nested arrays arrive as tensors and results are
 * tensors, so that it runs on any backend of the reference engine.
 */
export type ReferenceFunction = (...parameters: never[]) => unknown

interface CaseCommon {
  /** Lower case, short, unique in the exercise: "five tokens, causal". */
  readonly name: string
  readonly points: number
  /** How much a student sees when it fails: DESIGN of the report, `grader/report.ts`. */
  readonly disclosure: 'full' | 'diagnosis' | 'name'
}

/** Fixed inputs, always shown in full. */
export interface ExampleCase extends CaseCommon {
  readonly kind: 'example'
  readonly inputs: Inputs
  /** The result worked out by hand, where the statement does so: checked against the reference. */
  readonly expected?: Value
}

/** Random inputs from a secret seed, compared with the reference. `S` holds the sizes, which shrink when a case fails. */
export interface RandomCase<S = unknown> extends CaseCommon {
  readonly kind: 'random'
  /** Different sizes on every axis, so that exchanged axes cannot hide. Shrinks towards the smallest sizes. */
  readonly sizes: Arbitrary<S>
  /** Must not depend on anything but its arguments. */
  inputs(sizes: S, random: Random): Inputs
}

/** A relation between runs of the student's own code on related inputs. No reference values are involved. */
export interface InvariantCase<S = unknown> extends CaseCommon {
  readonly kind: 'invariant'
  readonly sizes: Arbitrary<S>
  /** The relation, as a sentence for students: "Editing a later token must not change an earlier row at all." */
  readonly relation: string
  /** The inputs of each run, in order. */
  runs(sizes: S, random: Random): readonly Inputs[]
  /** Looks at the student's outputs, one per run, each of the type and shape that is due. Null when the relation holds. */
  holds(outputs: readonly Value[], runs: readonly Inputs[]): BrokenRelation | null
}

export interface BrokenRelation {
  /** What was seen, with numbers: "row 0 changed from 0.31 to 0.94 when token 3 was edited". */
  readonly seen: string
  /** How far off, in multiples of what the relation allows; Infinity where it must hold exactly. */
  readonly timesAllowed: number
}

// `any size type` is hidden behind unknown: cases of one exercise have different sizes.
export type Case = ExampleCase | RandomCase | InvariantCase

/** Gives a random case its size type, then forgets it, so that cases with different sizes fit one list. */
export function randomCase<S>(fields: Omit<RandomCase<S>, 'kind'>): RandomCase {
  return { kind: 'random', ...fields } as unknown as RandomCase
}

/** The same for an invariant case. */
export function invariantCase<S>(fields: Omit<InvariantCase<S>, 'kind'>): InvariantCase {
  return { kind: 'invariant', ...fields } as unknown as InvariantCase
}

/** A known wrong solution that runs, with what a good teaching assistant would say about it. */
export interface Misconception {
  /** Stable and neutral within the course: a letter or two for the exercise, then a number, such as `A3`. Shown to students. */
  readonly id: string
  /** The exported name of `solution` in misconceptions.ts, so that the file can be run in the sandbox as a submission. */
  readonly name: string
  /** Completes "the same numbers as …": "attention without the division by √dHead". */
  readonly sameAs: string
  /** Questions first; the last one says it. Two to four. */
  readonly hints: readonly string[]
  readonly solution: StudentFunction
}

interface DrawingCommon {
  /** One sentence in English, which tells what to look for. */
  readonly title: string
  /** Fixed, and for everybody to see: never those of a case that hides its inputs. */
  readonly inputs: Inputs
  /** The field that is drawn where the result is a record. */
  readonly part?: string
  /** The shape of a right result, or of that part: a tensor or a nested array; one of another shape is not drawn. */
  readonly shape: readonly number[]
}

/**
 * A picture of what a student's own code does, from one call of its own after the cases. It is no
 * part of the grade. The function in it takes the student's result and must not depend on anything else.
 */
export type Drawing =
  | (DrawingCommon & {
      readonly kind: 'weights'
      /** Labels of the queries (T) and of the keys (S). */
      readonly queries: readonly string[]
      readonly keys: readonly string[]
      /** The weights in the result, [H, T, S]. */
      weights(this: void, result: TensorValue): TensorValue
    })
  | (DrawingCommon & {
      readonly kind: 'map'
      /** What a row and a column stand for: "position", "channel". */
      readonly rows: string
      readonly columns: string
      /** The matrix in the result, [rows, columns]. */
      map(this: void, result: TensorValue): TensorValue
    })
  | (DrawingCommon & {
      readonly kind: 'curve'
      readonly x: string
      readonly y: string
      /** Where on the x axis each number stands. */
      readonly at: readonly number[]
      /** One number for each place in `at`. */
      curve(this: void, result: TensorValue): readonly number[]
    })

export interface Exercise {
  readonly slug: string
  /** The number in the course's plan, such as `E11`. */
  readonly code: string
  readonly title: string
  /** One sentence: what a student has built after passing. Shown on success. */
  readonly built: string
  readonly track: string
  /** Paper and section, or lecture. */
  readonly sources: readonly string[]
  readonly minutes: number
  /** 1 (a few lines) to 5 (an evening). */
  readonly difficulty: 1 | 2 | 3 | 4 | 5
  readonly signature: Signature
  /** Operations of tf, by name, that throw when called: `['softmax']`. */
  readonly forbids: readonly string[]
  /** Slugs of earlier exercises that this one may import, as `attendant/<slug>`. */
  readonly buildsOn: readonly string[]
  readonly tolerance: Tolerance
  readonly limits: { readonly milliseconds: number; readonly megabytes: number }
  readonly cases: readonly Case[]
  readonly misconceptions: readonly Misconception[]
  /** Where a look at what one's own code does teaches something. */
  readonly pictures?: readonly Drawing[]
  /** Correct solutions in different styles. `loops` computes in doubles: the independent oracle, also used to shrink inputs. */
  readonly solutions: { readonly loops: StudentFunction; readonly [style: string]: StudentFunction }
  readonly reference: ReferenceFunction
}

/** A case without its code: what can be said of it to those who do not run it. */
export type CaseFacts =
  | ExampleCase
  | Pick<RandomCase, keyof CaseCommon | 'kind'>
  | Pick<InvariantCase, keyof CaseCommon | 'kind' | 'relation'>

export type MisconceptionFacts = Omit<Misconception, 'solution'>

type WithoutCode<Kind> = Kind extends Drawing ? Omit<Kind, 'weights' | 'map' | 'curve'> : never
export type DrawingFacts = WithoutCode<Drawing>

/**
 * An exercise without its code. The server, and the parts of the grader that judge, know no more of
 * one: its code runs where it is trusted, or in the sandbox (grader/workings.ts).
 */
export interface ExerciseFacts extends Omit<
  Exercise,
  'cases' | 'misconceptions' | 'pictures' | 'solutions' | 'reference'
> {
  readonly cases: readonly CaseFacts[]
  readonly misconceptions: readonly MisconceptionFacts[]
  readonly pictures?: readonly DrawingFacts[]
}

/**
 * |yours − expected| <= absolute + relative · |expected|, in doubles. `floor` and `gap` were measured
 * by `npm run check`, as multiples of what is allowed: the most that correct solutions and backends
 * differ (at most 0.2) and the least that the nearest wrong solution is off (at least 100).
 */
export interface Tolerance {
  readonly absolute: number
  readonly relative: number
  readonly floor: number
  readonly gap: number
}

/** How a slug is written, and a code. */
export const slugForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
export const codeForm = /^[CEL]\d{2}$/

const ExerciseFields = z.object({
  slug: z.string().regex(slugForm, 'use lower-case words joined by "-"'),
  code: z.string().regex(codeForm, 'use a code such as E11'),
  title: z.string().min(1),
  built: z.string().min(1),
  track: z.string().min(1),
  sources: z.array(z.string().min(1)).min(1),
  minutes: z.number().int().positive(),
  difficulty: z.number().int().min(1).max(5),
  limits: z.object({ milliseconds: z.number().int().min(50), megabytes: z.number().int().min(16) }),
  tolerance: z.object({
    absolute: z.number().nonnegative(),
    relative: z.number().nonnegative(),
    floor: z.number().nonnegative(),
    gap: z.number().nonnegative(),
  }),
  cases: z
    .array(z.object({ name: z.string().min(1), points: z.number().int().positive() }))
    .min(1)
    .refine(
      (cases) => new Set(cases.map((one) => one.name)).size === cases.length,
      'two cases have the same name',
    ),
})

/** Checks what can be seen without running anything; `npm run check` proves the rest. Throws with the slug and what to change. */
export function defineExercise<Declared extends ExerciseFacts>(exercise: Declared): Declared {
  const checked = ExerciseFields.safeParse(exercise)
  if (!checked.success) {
    throw new Error(`exercise "${exercise.slug}": ${z.prettifyError(checked.error)}`)
  }
  const hidden = exercise.cases.find((one) => one.kind === 'example' && one.disclosure !== 'full')
  if (hidden) {
    throw new Error(
      `exercise "${exercise.slug}": case "${hidden.name}" is an example and examples are always shown; ` +
        `set disclosure to 'full' or make it a random case`,
    )
  }
  return exercise
}

/** The sum of the points of all cases. */
export function maxPoints(exercise: Pick<ExerciseFacts, 'cases'>): number {
  return exercise.cases.reduce((sum, one) => sum + one.points, 0)
}
