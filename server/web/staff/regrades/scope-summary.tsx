/** How many submissions the chosen scope has. */
import { Anchor } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ScopeCount } from '../../../api/regrade.ts'
import type { Wire } from '../../../api/wire.ts'
import { Fault } from '../../components/fault.tsx'
import classes from './regrades.module.css'

interface ScopeSummaryProps {
  readonly count: UseQueryResult<Wire<ScopeCount>>
  /** Of the list of regrades. */
  readonly address: string
}

export function ScopeSummary({ count, address }: ScopeSummaryProps): ReactNode {
  const { t } = useTranslation('regrades')
  const { data, error, refetch, isPlaceholderData } = count
  if (error) return <Fault error={error} onTryAgain={() => void refetch()} />
  return (
    <div role="status" className={classes.summary} aria-busy={!data || isPlaceholderData}>
      {!data && <p>{t('counting')}</p>}
      {data?.submissions === 0 && <p>{t('countNone')}</p>}
      {data && data.submissions > 0 && (
        <>
          <p>
            <strong>{t('countIs', { count: data.submissions })}</strong>{' '}
            {t('ofStudents', { count: data.students })}
          </p>
          <p className={classes.faint}>
            {data.outdated > 0 ? t('outdated', { count: data.outdated }) : t('noneOutdated')}
          </p>
        </>
      )}
      {data && data.open !== null && (
        <p>
          {t('openAlready')}{' '}
          <Anchor component={Link} href={`${address}/${data.open}`} inherit>
            {t('openIt')}
          </Anchor>
        </p>
      )}
    </div>
  )
}
