/** The latest runs and submissions of an exercise, where there is little room. */
import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { dateTime, relativeTime, useNow } from '../dates.ts'
import type { Listed } from './history.ts'
import { recentHistoryQuery } from './history-query.ts'
import classes from './history-list.module.css'
import { VerdictMark } from './verdict-mark.tsx'

interface HistoryListProps {
  readonly exercise: string
  readonly course: string
  /** Shows a report right there; without it, rows lead to the report's own page. */
  readonly onOpen?: (submission: string) => void
}

export function HistoryList({ exercise, course, onOpen }: HistoryListProps): ReactNode {
  const { t } = useTranslation('history')
  const history = useQuery(recentHistoryQuery(exercise))
  if (history.isPending) return <Loading />
  if (!history.data)
    return <Fault error={history.error} onTryAgain={() => void history.refetch()} />
  if (history.data.length === 0) {
    return (
      <div className={classes.empty}>
        <Text>{t('empty')}</Text>
        <Text size="sm" c="var(--faint)">
          {t('emptyNext')}
        </Text>
      </div>
    )
  }
  return (
    <div className={classes.all}>
      <Anchor component={Link} href={`/courses/${course}/${exercise}/history`} size="sm">
        {t('all')}
      </Anchor>
      <ul className={classes.list}>
        {history.data.map((one) => (
          <Row key={one.id} one={one} onOpen={onOpen} />
        ))}
      </ul>
    </div>
  )
}

function Row({ one, onOpen }: { one: Listed; onOpen: HistoryListProps['onOpen'] }): ReactNode {
  const { t } = useTranslation('history')
  const now = useNow()
  const openHere = (event: MouseEvent) => {
    // A new tab or window is still the reader's choice.
    if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen(one.id)
  }
  return (
    <li>
      <Link href={`/submissions/${one.id}`} className={classes.row} onClick={openHere}>
        <span className={classes.kind}>{t(one.kind)}</span>
        <VerdictMark of={one} />
        <span className={classes.score}>
          {one.points !== null && one.maxPoints !== null
            ? t('points', { points: one.points, max: one.maxPoints })
            : ''}
        </span>
        <time dateTime={one.queuedAt} title={dateTime(one.queuedAt)} className={classes.when}>
          {relativeTime(one.queuedAt, now)}
        </time>
      </Link>
    </li>
  )
}
