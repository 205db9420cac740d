/** How the exercises of the course go, and one of them with everything that is known. Instructors find their own here, too. */
import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AreaProps } from '../area.ts'
import { WorkshopList } from '../workshop/workshop-list.tsx'
import { ExerciseList } from './exercise-list.tsx'
import { OpenedExercise } from './opened-exercise.tsx'

export default function ExercisesPage({ course, id }: AreaProps): ReactNode {
  const { t } = useTranslation('statistics')
  if (id !== undefined) return <OpenedExercise course={course} exercise={id} />
  if (course.role !== 'instructor') return <ExerciseList course={course.slug} />
  return (
    <>
      <WorkshopList course={course.slug} />
      <section aria-labelledby="given-title">
        <Title order={2} size="h4" mb="sm" id="given-title">
          {t('given')}
        </Title>
        <ExerciseList course={course.slug} />
      </section>
    </>
  )
}
