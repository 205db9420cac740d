/** A page of the queue: each row leads to its review. */
import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ReviewQueue } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { VerdictMark } from '../../course/verdict-mark.tsx'
import { dateTime, relativeTime, useNow } from '../../dates.ts'
import { WideTable } from '../wide-table.tsx'
import { type Filter, searchOf } from './filter.ts'
import { exerciseTitle, pointsOf, studentName, timesText } from './names.ts'
import classes from './queue.module.css'

interface QueueTableProps {
  readonly queue: Wire<ReviewQueue>
  readonly filter: Filter
  /** Of the queue. */
  readonly address: string
}

export function QueueTable({ queue, filter, address }: QueueTableProps): ReactNode {
  const { t } = useTranslation('review')
  const now = useNow()
  const { anonymous, submissions } = queue
  return (
    <WideTable label={t('review')} width={52} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('student')}</Table.Th>
          <Table.Th>{t('exercise')}</Table.Th>
          <Table.Th>{t('attempt')}</Table.Th>
          <Table.Th>{t('result')}</Table.Th>
          <Table.Th>{t('score')}</Table.Th>
          <Table.Th>{t('review')}</Table.Th>
          {!anonymous && <Table.Th>{t('handedIn')}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {submissions.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Link href={`${address}/${one.id}${searchOf(filter)}`} className={classes.open}>
                {studentName(t, one.student)}
              </Link>
              <span className={classes.faint}>{one.student.section}</span>
            </Table.Td>
            <Table.Td>{exerciseTitle(one.exercise)}</Table.Td>
            <Table.Td>{t('attemptOf', one)}</Table.Td>
            <Table.Td>
              <VerdictMark of={{ status: 'finished', verdict: one.verdict }} />
              <span className={classes.faint}>
                {[
                  one.misconception,
                  one.failedCase !== null && t('firstFailing', { name: one.failedCase }),
                  one.failedCase !== null && timesText(t, one.timesAllowed),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Table.Td>
            <Table.Td className={classes.number}>{pointsOf(t, one.score, one.maxPoints)}</Table.Td>
            <Table.Td>
              <span className={classes.review} data-review={one.review}>
                {t(reviewWords[one.review])}
              </span>
              <span className={classes.faint}>{one.reviewer}</span>
              {one.openRequest && <strong className={classes.waits}>{t('waits')}</strong>}
            </Table.Td>
            {one.handedInAt !== null && (
              <Table.Td>
                <time dateTime={one.handedInAt} title={dateTime(one.handedInAt)}>
                  {relativeTime(one.handedInAt, now)}
                </time>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

const reviewWords = { none: 'reviewNone', draft: 'reviewDraft', done: 'reviewDone' } as const
