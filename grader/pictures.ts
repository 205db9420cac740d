/**
 * Pictures of what a student's own code does, for the report. They are no part of the grade: whatever
 * goes wrong here leaves a picture out and changes nothing else.
 *
 * A picture shows all that the student's code returns, and that code has seen hidden inputs before.
 * They cannot come out this way: every call has a realm that proved to be as it was, or a new one
 * (sandbox/child.ts), so nothing remembers an earlier call; the inputs of this one are public; and of
 * the result only numbers of the declared shape are taken, never a text, and nothing that was printed.
 */
import type { DrawingFacts, ExerciseFacts } from '../exercises/exercise.ts'
import type { WorkingExercise, Workings } from '../exercises/workings.ts'
import { isTensorValue, type TensorValue, type Value } from '../reference/value.ts'
import { pack, toAnyNumber } from './packed.ts'
import type { PackedTensor, Picture } from './report.ts'
import { SandboxFault, type Outcome } from './sandbox/outcome.ts'
import { limitsOf, type SubmissionChild } from './submission-child.ts'

/** Random numbers inside a picture's call are the same for everybody. */
const seed = 1

/**
 * Draws the pictures that the exercise declares, as far as the student's code allows. All of them
 * together may take as long as one call of a case.
 */
export async function drawPictures(
  { exercise, workings }: WorkingExercise,
  child: Pick<SubmissionChild, 'callOnce'>,
): Promise<Picture[]> {
  const pictures: Picture[] = []
  let left = limitsOf(exercise).milliseconds
  for (const drawing of exercise.pictures ?? []) {
    if (left < 1) break
    const outcome = await callForPicture(exercise, drawing, child, left)
    if (outcome === null) break
    left -= Math.ceil(outcome.milliseconds)
    const result = outcome.kind === 'returned' ? drawnOf(outcome.value, drawing) : null
    if (isDue(result, drawing)) pictures.push(await pictureOf(workings, drawing, result))
  }
  return pictures
}

/** Null when our sandbox fails: not for a picture's sake is a submission graded again. */
async function callForPicture(
  { signature }: ExerciseFacts,
  { inputs }: DrawingFacts,
  child: Pick<SubmissionChild, 'callOnce'>,
  milliseconds: number,
): Promise<Outcome | null> {
  const given = signature.parameters.map(({ name }) => inputs[name] as Value)
  try {
    return await child.callOnce(given, seed, milliseconds)
  } catch (error) {
    if (error instanceof SandboxFault) return null
    throw error
  }
}

/** What of a result is drawn. */
function drawnOf(result: Value, { part }: Pick<DrawingFacts, 'part'>): Value {
  return part === undefined ? result : ((result as Readonly<Record<string, Value>>)[part] ?? null)
}

function isDue(result: Value, { shape }: DrawingFacts): result is TensorValue {
  return (
    isTensorValue(result) &&
    result.shape.length === shape.length &&
    result.shape.every((size, axis) => size === shape[axis])
  )
}

/** The picture of a result that has the shape which is due. */
async function pictureOf(
  workings: Workings,
  drawing: DrawingFacts,
  result: TensorValue,
): Promise<Picture> {
  const { title } = drawing
  const drawn = await workings.drawn(title, result)
  switch (drawing.kind) {
    case 'weights': {
      const { queries, keys } = drawing
      const values = packFloats(drawn as TensorValue)
      return { kind: 'weights', title, queries: [...queries], keys: [...keys], values }
    }
    case 'map': {
      const { rows, columns } = drawing
      return { kind: 'map', title, rows, columns, values: packFloats(drawn as TensorValue) }
    }
    case 'curve': {
      const { x, y, at, inputs } = drawing
      const right = drawnOf(await workings.right(inputs), drawing) as TensorValue
      const yours = (drawn as readonly number[]).map(toAnyNumber)
      const reference = ((await workings.drawn(title, right)) as readonly number[]).map(toAnyNumber)
      return { kind: 'curve', title, x, y, at: [...at], yours, reference }
    }
  }
}

/** float32 is fine enough to be looked at. */
function packFloats({ shape, values }: TensorValue): PackedTensor {
  return pack({ dtype: 'float32', shape, values: Float32Array.from(values) })
}
