/** The staff room of a course: its areas side by side, and the one that the address names. */
import { Container, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect } from 'wouter'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { NotFound } from '../components/not-found.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { sessionQuery } from '../queries.ts'
import { areas } from './areas.ts'
import classes from './staff.module.css'

interface StaffPageProps {
  readonly course: string
  /** The rest of the address: an area, and what is open in it. */
  readonly place: string
}

export default function StaffPage({ course: slug, place }: StaffPageProps): ReactNode {
  const [name, id] = place.split('/')
  const { t } = useTranslation('staff')
  const session = useQuery(sessionQuery)
  if (session.error)
    return <Fault error={session.error} onTryAgain={() => void session.refetch()} />
  if (!session.data) return <Loading />
  const course = session.data.courses.find((one) => one.slug === slug)
  if (!course || course.role === 'student') return <NotFound />

  const isAdmin = session.data.user?.isAdmin === true
  const open = areas.filter(({ of }) => {
    if (of === 'administrators') return isAdmin
    return of === 'staff' || course.role === 'instructor'
  })
  const area = open.find((one) => one.name === name)
  const address = `/courses/${slug}/staff`
  if (name === '' && open[0]) return <Redirect to={`${address}/${open[0].name}`} replace />
  return (
    <Container size="xl" py="md">
      <PageTitle>{area ? `${t(area.name)} · ${t('title')}` : t('title')}</PageTitle>
      <nav className={classes.areas} aria-label={t('areas')}>
        {open
          .filter(({ within }) => !within)
          .map((one) => (
            <Link
              key={one.name}
              href={`${address}/${one.name}`}
              className={classes.area}
              aria-current={one === area ? 'page' : one.name === area?.within ? 'true' : undefined}
            >
              {t(one.name)}
              {one.Count && (
                <Suspense>
                  <one.Count course={slug} />
                </Suspense>
              )}
            </Link>
          ))}
      </nav>
      {area ? (
        <Suspense fallback={<Loading />}>
          {/* The heading of an area's own page; what it opens has a heading of its own. */}
          {id === undefined && (
            <Title order={1} size="h2" mb="md">
              {t(area.name)}
            </Title>
          )}
          <area.Page course={course} id={id} key={area.name} />
        </Suspense>
      ) : (
        <NotFound />
      )}
    </Container>
  )
}
