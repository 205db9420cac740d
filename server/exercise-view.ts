/** An exercise as students see it. Every field is chosen here. */
import { maxPoints, type ExerciseFacts } from '../exercises/exercise.ts'
import { showInputs } from '../grader/shown.ts'
import type { ListedExercise } from './api/exercise.ts'
import type { EditionPreview } from './api/workshop.ts'
import type { StatementPage } from './statement.ts'

/** What an exercise is listed by. */
export function listedExercise(exercise: ExerciseFacts): Omit<ListedExercise, 'givenAs' | 'best'> {
  const { slug, code, title, track, difficulty, minutes, buildsOn } = exercise
  const points = maxPoints(exercise)
  return {
    ...{ slug, code, title, track, difficulty, minutes, points },
    buildsOn: [...buildsOn],
  }
}

interface Texts {
  readonly version: string
  readonly page: StatementPage
  readonly stub: string
}

/** What somebody sees who opens it: neither hidden cases nor misconceptions nor solutions. */
export function openExercise(
  exercise: ExerciseFacts,
  { version, page, stub }: Texts,
): EditionPreview {
  const { built, signature, tolerance, cases } = exercise
  const shown = cases.filter((one) => one.disclosure === 'full')
  const hidden = cases.filter((one) => one.disclosure !== 'full')
  return {
    ...listedExercise(exercise),
    ...{ version, statement: page.markdown, stub, built },
    page: { html: page.html, language: page.language },
    sources: [...exercise.sources],
    signature: {
      name: signature.name,
      parameters: signature.parameters.map(({ name, type, meaning }) => ({ name, type, meaning })),
      returns: signature.returns,
    },
    forbids: [...exercise.forbids],
    tolerance: { absolute: tolerance.absolute, relative: tolerance.relative },
    limits: { ...exercise.limits },
    shownCases: shown.map((one) => ({
      name: one.name,
      kind: one.kind,
      points: one.points,
      relation: one.kind === 'invariant' ? one.relation : null,
      inputs: one.kind === 'example' ? showInputs(signature, one.inputs) : [],
    })),
    hiddenCases: {
      count: hidden.length,
      points: hidden.reduce((sum, one) => sum + one.points, 0),
    },
  }
}
