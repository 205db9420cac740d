/** Failures of a course by what went wrong, from the most frequent. */
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { Clusters } from '../../../api/clusters.ts'
import type { Wire } from '../../../api/wire.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import type { AreaProps } from '../area.ts'
import { exerciseTitle } from '../review/names.ts'
import { ClusterCard } from './cluster-card.tsx'
import classes from './clusters.module.css'
import { type Choice, clustersQuery } from './clusters-query.ts'

export default function ClustersPage({ course }: AreaProps): ReactNode {
  const { t } = useTranslation('clusters')
  const [search, setSearch] = useSearchParams()
  const choice: Choice = {
    exercise: search.get('exercise') ?? '',
    section: search.get('section') ?? '',
    which: search.get('which') === 'all' ? 'all' : 'newest',
  }
  const clusters = useQuery(clustersQuery(course.slug, choice))
  if (clusters.error) {
    return <Fault error={clusters.error} onTryAgain={() => void clusters.refetch()} />
  }
  if (!clusters.data) return <Loading />
  const { data } = clusters
  if (data.exercise === null) return <p className={classes.empty}>{t('nothing')}</p>
  const shown = { ...choice, exercise: data.exercise }
  const choose = (change: Partial<Choice>) => {
    const next = { ...shown, ...change }
    setSearch(Object.entries(next).filter(([, value]) => value !== ''))
  }
  return (
    <>
      <p className={classes.faint}>{t('about')}</p>
      <Choices data={data} choice={shown} onChoose={choose} />
      <p role="status" className={classes.summary}>
        {t('summary', { count: data.students })}
      </p>
      {data.clusters.length === 0 && <p className={classes.empty}>{t('nothingHere')}</p>}
      <ol role="list" className={classes.clusters}>
        {data.clusters.map((cluster) => (
          <li key={cluster.key}>
            <ClusterCard course={course.slug} choice={shown} data={data} cluster={cluster} />
          </li>
        ))}
      </ol>
    </>
  )
}

interface ChoicesProps {
  readonly data: Wire<Clusters>
  readonly choice: Choice
  readonly onChoose: (change: Partial<Choice>) => void
}

function Choices({ data, choice, onChoose }: ChoicesProps): ReactNode {
  const { t } = useTranslation('clusters')
  return (
    <div className={classes.choices}>
      <NativeSelect
        label={t('exercise')}
        value={choice.exercise}
        data={data.exercises.map((one) => ({
          value: one.slug,
          label: t('exerciseFailures', { title: exerciseTitle(one), count: one.failures }),
        }))}
        onChange={({ currentTarget }) => {
          onChoose({ exercise: currentTarget.value })
        }}
      />
      {data.sections.length > 0 && (
        <NativeSelect
          label={t('section')}
          value={choice.section}
          data={[{ value: '', label: t('everySection') }, ...data.sections]}
          onChange={({ currentTarget }) => {
            onChoose({ section: currentTarget.value })
          }}
        />
      )}
      <NativeSelect
        label={t('which')}
        value={choice.which}
        data={[
          { value: 'newest', label: t('newest') },
          { value: 'all', label: t('all') },
        ]}
        onChange={({ currentTarget }) => {
          onChoose({ which: currentTarget.value === 'all' ? 'all' : 'newest' })
        }}
      />
    </div>
  )
}
