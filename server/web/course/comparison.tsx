/** What changed in the code between two of a history. */
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { submissionQuery } from '../report/submission-query.ts'
import { CodeDifference } from './code-difference.tsx'
import type { Version } from './history.ts'
import { versionAt } from './version-name.ts'
import classes from './versions.module.css'

interface ComparisonProps {
  readonly before: Version
  readonly after: Version
  readonly timeZone: string
}

export function Comparison({ before, after, timeZone }: ComparisonProps): ReactNode {
  const { t } = useTranslation('history')
  const title = useId()
  return (
    <section aria-labelledby={title}>
      <h2 id={title} className={classes.heading}>
        {t('changes')}
      </h2>
      <Code before={before} after={after} timeZone={timeZone} />
    </section>
  )
}

function Code({ before, after, timeZone }: ComparisonProps): ReactNode {
  const { t } = useTranslation('history')
  const old = useQuery(submissionQuery(before.id))
  const young = useQuery(submissionQuery(after.id))
  for (const one of [old, young]) {
    if (!one.data && one.error) {
      return <Fault error={one.error} onTryAgain={() => void one.refetch()} />
    }
  }
  if (!old.data || !young.data) return <Loading />
  return (
    <CodeDifference
      key={`${before.id} ${after.id}`}
      before={old.data.source}
      after={young.data.source}
      beforeLabel={versionAt(t, before, timeZone)}
      afterLabel={versionAt(t, after, timeZone)}
    />
  )
}
