/** What is wrong with the pictures that right code gives. */
import { unpack } from '../../grader/packed.ts'
import { drawPictures } from '../../grader/pictures.ts'
import type { Picture } from '../../grader/report.ts'
import type { DrawingFacts, ExerciseFacts } from '../exercise.ts'
import type { WorkingExercise } from '../workings.ts'
import type { ReferenceEngine } from './outputs.ts'

/** More cells than this nobody can look at, and every report would carry them. */
const maxCells = 4096

/** The pictures that the reference gives, drawn like a student's. */
export async function picturesOfReference(
  working: WorkingExercise,
  { evaluate }: ReferenceEngine,
): Promise<readonly Picture[]> {
  const { parameters } = working.exercise.signature
  return drawPictures(working, {
    async callOnce(given) {
      const inputs = Object.fromEntries(
        parameters.map(({ name }, position) => [name, given[position] ?? null]),
      )
      const value = await evaluate(inputs)
      const printed = { console: '', consoleCut: false, milliseconds: 0 }
      return { kind: 'returned', value, changedInputs: [], ...printed }
    },
  })
}

/** Problems with `pictures`, which are those of the right code `whose`, each with what to do. */
export function pictureProblems(
  exercise: ExerciseFacts,
  pictures: readonly Picture[],
  whose: string,
): string[] {
  const drawings = exercise.pictures ?? []
  return drawings.flatMap((drawing) => {
    const where = `pictures.ts, "${drawing.title}", drawn from ${whose}`
    const picture = pictures.find(({ title }) => title === drawing.title)
    if (!picture) {
      return [
        `${where}: there is no picture; check its inputs, that the result has the shape [${drawing.shape.join(', ')}], and that all pictures together take no longer than limits.milliseconds`,
      ]
    }
    return problemsOf(picture, drawing).map((problem) => `${where}: ${problem}`)
  })
}

function problemsOf(picture: Picture, drawing: DrawingFacts): string[] {
  switch (picture.kind) {
    case 'weights':
      return weightsProblems(picture)
    case 'map': {
      const { shape, values } = unpack(picture.values)
      if (shape.length !== 2) return [`a map is a matrix; found the shape [${shape.join(', ')}]`]
      return numberProblems(values)
    }
    case 'curve': {
      const due = drawing.kind === 'curve' ? drawing.at.length : 0
      if (picture.yours.length !== due || picture.reference?.length !== due) {
        return [
          `there are ${picture.yours.length} numbers for ${due} places on the x axis; make them as many`,
        ]
      }
      return numberProblems(picture.yours.map(Number))
    }
  }
}

function weightsProblems({ queries, keys, values: packed }: Picture & { kind: 'weights' }) {
  const { shape, values } = unpack(packed)
  const [T, S] = [queries.length, keys.length]
  if (shape.length !== 3 || shape[1] !== T || shape[2] !== S) {
    return [
      `the weights have the shape [${shape.join(', ')}]; wanted [heads, ${T}, ${S}], one row for each query and one column for each key`,
    ]
  }
  const sums = Array.from({ length: values.length / S }, (_, row) =>
    values
      .subarray(row * S, (row + 1) * S)
      .values()
      .reduce((sum, weight) => sum + weight, 0),
  )
  const wrong = sums.find((sum) => !(Math.abs(sum - 1) < 1e-3))
  if (wrong !== undefined) {
    return [
      `a row of weights sums to ${wrong}, not to 1; with these inputs the result is not the weights`,
    ]
  }
  return numberProblems(values)
}

function numberProblems(values: Iterable<number> & { readonly length: number }): string[] {
  if (values.length > maxCells)
    return [`${values.length} numbers; at most ${maxCells} can be drawn`]
  if (![...values].every(Number.isFinite)) return ['not all of its numbers are finite']
  return []
}
