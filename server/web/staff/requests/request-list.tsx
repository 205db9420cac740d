/** Where students wait for an answer, and what has been answered. */
import { Anchor, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import { inert, inertLine } from '../../../../grader/explain.ts'
import type { Requests } from '../../../api/threads.ts'
import type { Wire } from '../../../api/wire.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime, relativeTime, useNow } from '../../dates.ts'
import type { StaffCourse } from '../area.ts'
import { exerciseTitle, studentName } from '../review/names.ts'
import { WideTable } from '../wide-table.tsx'
import classes from './requests.module.css'
import { type Filter, requestsQuery } from './requests-query.ts'

const filters: readonly Filter[] = ['open', 'mine', 'answered', 'closed']
const nothing = {
  open: 'noneOpen',
  mine: 'noneMine',
  answered: 'noneAnswered',
  closed: 'noneClosed',
} as const satisfies Record<Filter, string>

export function RequestList({ course }: { course: StaffCourse }): ReactNode {
  const { t } = useTranslation('requests')
  const [search] = useSearchParams()
  const filter = filters.find((one) => one === search.get('filter')) ?? 'open'
  const page = Math.max(1, Math.trunc(Number(search.get('page'))) || 1)
  const requests = useQuery(requestsQuery(course.slug, filter, page))
  const address = `/courses/${course.slug}/staff/requests`
  if (requests.error) {
    return <Fault error={requests.error} onTryAgain={() => void requests.refetch()} />
  }
  if (!requests.data) return <Loading />
  const { threads, counts, pages } = requests.data
  return (
    <>
      <p className={classes.faint}>{t('about')}</p>
      <nav className={classes.filters} aria-label={t('filters')}>
        {filters.map((one) => (
          <Link
            key={one}
            href={one === 'open' ? address : `${address}?filter=${one}`}
            className={classes.filter}
            aria-current={one === filter ? 'true' : undefined}
          >
            {t(one, { count: counts[one] })}
          </Link>
        ))}
      </nav>
      {threads.length === 0 ? (
        <p className={classes.empty}>{t(nothing[filter])}</p>
      ) : (
        <RequestTable threads={threads} address={address} />
      )}
      {pages > 1 && (
        <nav className={classes.pages}>
          {page > 1 && (
            <Anchor component={Link} href={`${address}?filter=${filter}&page=${page - 1}`}>
              {t('previous')}
            </Anchor>
          )}
          <span>{t('page', { page, pages })}</span>
          {page < pages && (
            <Anchor component={Link} href={`${address}?filter=${filter}&page=${page + 1}`}>
              {t('next')}
            </Anchor>
          )}
        </nav>
      )}
    </>
  )
}

interface RequestTableProps {
  readonly threads: Wire<Requests>['threads']
  readonly address: string
}

function RequestTable({ threads, address }: RequestTableProps): ReactNode {
  const { t } = useTranslation('requests')
  const { t: tReview } = useTranslation('review')
  const { t: tTalk } = useTranslation('talk')
  const now = useNow()
  return (
    <WideTable label={t('list')} width={44} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('student')}</Table.Th>
          <Table.Th>{t('exercise')}</Table.Th>
          <Table.Th>{t('said')}</Table.Th>
          <Table.Th>{t('who')}</Table.Th>
          <Table.Th>{t('asked')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {threads.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Anchor component={Link} href={`${address}/${one.id}`} size="sm" fw={600}>
                {inertLine(studentName(tReview, one.student))}
              </Anchor>
              <span className={classes.second}>{one.student.section}</span>
            </Table.Td>
            <Table.Td>
              {exerciseTitle(one.exercise)}
              {one.kind === 'reply' && <span className={classes.second}>{tTalk('replyFrom')}</span>}
            </Table.Td>
            <Table.Td className={classes.said}>
              <span className={classes.beginning}>{inert(one.first)}</span>
              <span className={classes.second}>{t('messages', { count: one.messages })}</span>
            </Table.Td>
            <Table.Td>
              {one.assignee === null ? (
                <span className={classes.faint}>{t('nobody')}</span>
              ) : one.assignee.isMe ? (
                t('me')
              ) : (
                inertLine(one.assignee.name)
              )}
            </Table.Td>
            <Table.Td className={classes.when}>
              <time dateTime={one.createdAt} title={dateTime(one.createdAt)}>
                {relativeTime(one.createdAt, now)}
              </time>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}
