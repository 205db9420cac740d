import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { workshopQuery } from './questions.ts'

/** From an exercise's numbers to its files: those of the course's own are edited, others are copied first. */
export function EditLink({ course, exercise }: { course: string; exercise: string }): ReactNode {
  const { t } = useTranslation('workshop')
  const workshop = useQuery(workshopQuery(course)).data
  const place = `/courses/${course}/staff`
  const button = { size: 'compact-sm', variant: 'default', mt: 'xs' } as const
  if (workshop?.exercises.some(({ slug }) => slug === exercise)) {
    return (
      <Button {...button} component={Link} href={`${place}/workshop/${exercise}`}>
        {t('edit')}
      </Button>
    )
  }
  return (
    workshop?.copyable.some(({ slug }) => slug === exercise) && (
      <Button {...button} component={Link} href={`${place}/exercises?new=${exercise}`}>
        {t('makeCopy')}
      </Button>
    )
  )
}
