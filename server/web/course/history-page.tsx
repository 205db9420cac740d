/** All that was run and handed in for an exercise, and what changed between any two of them. */
import { Anchor, Container, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { courseQuery } from '../workspace/questions.ts'
import { Comparison } from './comparison.tsx'
import { historyQuery } from './history-query.ts'
import { usualPair } from './history.ts'
import { Trend } from './trend.tsx'
import { Versions } from './versions.tsx'

interface HistoryPageProps {
  readonly course: string
  readonly exercise: string
}

export default function HistoryPage({ course: slug, exercise }: HistoryPageProps): ReactNode {
  const { t } = useTranslation('history')
  const course = useQuery(courseQuery(slug))
  const history = useQuery(historyQuery(exercise))
  const [search, setSearch] = useSearchParams()
  for (const one of [course, history]) {
    if (!one.data && one.error) {
      return <Fault error={one.error} onTryAgain={() => void one.refetch()} />
    }
  }
  if (!course.data || !history.data) return <Loading />

  const versions = history.data
  const { timeZone, tracks } = course.data
  const given = tracks.flatMap((track) => track.exercises).find((one) => one.slug === exercise)
  const title = t('title', { exercise: given ? `${given.code} ${given.title}` : exercise })
  const chosen = (name: 'a' | 'b') => versions.find(({ id }) => id === search.get(name))
  const usual = usualPair(versions)
  const before = chosen('a') ?? versions.find(({ id }) => id === usual?.before)
  const after = chosen('b') ?? versions.find(({ id }) => id === usual?.after)
  return (
    <Container size="lg" py="lg">
      <PageTitle>{title}</PageTitle>
      <Anchor component={Link} href={`/courses/${slug}/${exercise}`} size="sm">
        {t('back')}
      </Anchor>
      <Title order={1} mt="xs" mb="md">
        {title}
      </Title>
      {versions.length === 0 ? (
        <>
          <Text>{t('empty')}</Text>
          <Text c="var(--faint)">{t('emptyNext')}</Text>
        </>
      ) : (
        <>
          <Trend versions={versions} />
          <Versions
            {...{ versions, timeZone, exercise }}
            course={slug}
            before={before?.id ?? null}
            after={after?.id ?? null}
            onChoose={(pair) => {
              setSearch({ a: pair.before, b: pair.after }, { replace: true })
            }}
          />
          {before && after ? (
            <Comparison before={before} after={after} timeZone={timeZone} />
          ) : (
            <Text mt="lg">{t('onlyOne')}</Text>
          )}
        </>
      )}
    </Container>
  )
}
