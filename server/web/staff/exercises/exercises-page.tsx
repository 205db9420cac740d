/** How the exercises of the course go, and one of them with everything that is known. */
import type { ReactNode } from 'react'
import type { AreaProps } from '../area.ts'
import { ExerciseList } from './exercise-list.tsx'
import { OpenedExercise } from './opened-exercise.tsx'

export default function ExercisesPage({ course, id }: AreaProps): ReactNode {
  return id === undefined ? (
    <ExerciseList course={course.slug} />
  ) : (
    <OpenedExercise course={course.slug} exercise={id} />
  )
}
