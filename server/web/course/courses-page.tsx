/** Where people come in: to their course, or to the choice between several. */
import { Container, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect } from 'wouter'
import { Loading } from '../components/loading.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { sessionQuery } from '../queries.ts'
import classes from './courses.module.css'

export default function CoursesPage(): ReactNode {
  const { t } = useTranslation('course')
  const session = useQuery(sessionQuery)
  if (!session.data) return <Loading />
  const { courses } = session.data
  const [only, ...others] = courses
  if (only && others.length === 0) return <Redirect to={`/courses/${only.slug}`} replace />
  return (
    <Container size="sm" py="xl">
      <PageTitle>{t('yourCourses')}</PageTitle>
      {only ? (
        <>
          <Title order={1} mb="lg">
            {t('yourCourses')}
          </Title>
          <ul className={classes.courses}>
            {courses.map(({ id, slug, title, role }) => (
              <li key={id}>
                <Link href={`/courses/${slug}`} className={classes.course}>
                  <span className={classes.name}>{title}</span>
                  <span className={classes.role}>{t(role)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <Title order={1}>{t('noCourse')}</Title>
          <Text mt="md">{t('noCourseNext')}</Text>
        </>
      )}
    </Container>
  )
}
