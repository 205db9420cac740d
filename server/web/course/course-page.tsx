/** A course: how far one is, what is next, what is due, and all of its exercises. */
import { Anchor, Container, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { useNow } from '../dates.ts'
import { courseQuery } from '../workspace/questions.ts'
import { type Course, hasDates } from './course.ts'
import classes from './course.module.css'
import { Overview } from './overview.tsx'
import { Tracks } from './tracks.tsx'

export default function CoursePage({ course: slug }: { course: string }): ReactNode {
  const course = useQuery({ ...courseQuery(slug), refetchOnMount: 'always' })
  if (course.data) return <OpenedCourse key={slug} course={course.data} />
  if (course.error) return <Fault error={course.error} onTryAgain={() => void course.refetch()} />
  return <Loading />
}

function OpenedCourse({ course }: { course: Course }): ReactNode {
  const { t } = useTranslation('course')
  const now = useNow()
  const { slug, title, role, tracks, timeZone } = course
  return (
    <Container size="lg" py="lg">
      <PageTitle>{title}</PageTitle>
      <div className={classes.head}>
        <Title order={1}>{title}</Title>
        {role === 'student' && (
          <nav className={classes.staffLinks}>
            <Anchor component={Link} href={`/courses/${slug}/grades`}>
              {t('grades')}
            </Anchor>
          </nav>
        )}
        {role !== 'student' && (
          <nav className={classes.staffLinks}>
            <Anchor component={Link} href={`/courses/${slug}/staff`}>
              {t('staffRoom')}
            </Anchor>
            <Anchor component={Link} href={`/courses/${slug}/people`}>
              {t('people')}
            </Anchor>
          </nav>
        )}
      </div>
      {tracks.length === 0 ? (
        <div className={classes.empty}>
          <Text fw={600}>{t('empty')}</Text>
          <Text c="var(--faint)">{t('emptyNext')}</Text>
        </div>
      ) : (
        <>
          <Overview course={course} now={now} />
          <Tracks course={course} now={now} />
          {hasDates(course) && (
            <Text size="sm" c="var(--faint)" mt="lg">
              {t('zone', { zone: timeZone })}
            </Text>
          )}
        </>
      )}
    </Container>
  )
}
