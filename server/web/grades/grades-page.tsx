/** A student's own grades in a course, and what each is made of. */
import { Anchor, Container, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { PageFault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { AssignmentRows } from './assignment-rows.tsx'
import { studentGradesQuery } from './questions.ts'
import { Whole } from './whole.tsx'

export default function GradesPage({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('grades')
  const grades = useQuery({ ...studentGradesQuery(course, 'me'), refetchOnMount: 'always' })
  if (grades.error && !grades.data) {
    return <PageFault error={grades.error} onTryAgain={() => void grades.refetch()} />
  }
  if (!grades.data) return <Loading />
  return (
    <Container size="md" py="lg">
      <PageTitle>{`${t('mine')} · ${grades.data.course.title}`}</PageTitle>
      <Anchor component={Link} href={`/courses/${course}`} size="sm">
        {grades.data.course.title}
      </Anchor>
      <Title order={1} mt="xs" mb="md">
        {t('mine')}
      </Title>
      <Whole of={grades.data} />
      <Title order={2} size="h3" mt="xl" mb="sm">
        {t('exercises')}
      </Title>
      {grades.data.assignments.length === 0 ? (
        <p>{t('nothing')}</p>
      ) : (
        <AssignmentRows of={grades.data} addressOf={(id) => `/submissions/${id}`} />
      )}
    </Container>
  )
}
