/** What was regraded in this course, newest first. */
import { Button, Table } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import type { StaffCourse } from '../area.ts'
import { WideTable } from '../wide-table.tsx'
import { nameIn, scopeText, useExercises } from './names.ts'
import { listQuery, type Listed } from './questions.ts'
import classes from './regrades.module.css'
import { StateMark } from './state-mark.tsx'

export function RegradeList({ course }: { course: StaffCourse }): ReactNode {
  const { t } = useTranslation('regrades')
  const [path] = useLocation()
  const list = useInfiniteQuery(listQuery(course.slug))
  if (list.error && !list.data)
    return <Fault error={list.error} onTryAgain={() => void list.refetch()} />
  if (!list.data) return <Loading />
  const regrades = list.data.pages.flatMap((page) => page.regrades)
  return (
    <>
      <div className={classes.lead}>
        <p className={classes.faint}>{t('about')}</p>
        <Button component={Link} href={`${path}/new`}>
          {t('begin')}
        </Button>
      </div>
      {regrades.length === 0 ? (
        <div className={classes.empty}>
          <p>{t('none')}</p>
          <p className={classes.faint}>{t('noneNext')}</p>
        </div>
      ) : (
        <RegradeTable course={course.slug} address={path} regrades={regrades} />
      )}
      {list.hasNextPage && (
        <Button variant="default" mt="sm" onClick={() => void list.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}

interface RegradeTableProps {
  readonly course: string
  readonly address: string
  readonly regrades: readonly Listed[]
}

function RegradeTable({ course, address, regrades }: RegradeTableProps): ReactNode {
  const { t } = useTranslation('regrades')
  const { exercises, timeZone } = useExercises(course)
  return (
    <WideTable label={t('list')} width={48} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('exercise')}</Table.Th>
          <Table.Th>{t('state')}</Table.Th>
          <Table.Th>{t('scope')}</Table.Th>
          <Table.Th>{t('reason')}</Table.Th>
          <Table.Th>{t('began')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {regrades.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              <Link href={`${address}/${one.id}`} className={classes.open}>
                {nameIn(exercises, one.exercise)}
              </Link>
            </Table.Td>
            <Table.Td>
              <StateMark state={one.state} />
              {one.state === 'running' && (
                <span className={classes.faint}>{t('progress', one)}</span>
              )}
            </Table.Td>
            <Table.Td>
              {scopeText(t, one)}
              {one.state !== 'discarded' && (
                <span className={classes.faint}>
                  {t('submissions', { count: one.submissions })}
                </span>
              )}
            </Table.Td>
            <Table.Td className={classes.reason}>{one.reason}</Table.Td>
            <Table.Td>
              {dateTime(one.createdAt, timeZone)}
              <span className={classes.faint}>{one.createdBy}</span>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}
