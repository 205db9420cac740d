/** The record of the course: who changed what, and why, newest first. */
import { Button, NativeSelect, Table } from '@mantine/core'
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'wouter'
import type { AuditChoices, AuditPage as Page, AuditRow } from '../../../api/audit.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import type { audit } from '../../words/en/staff/audit.ts'
import type { AreaProps } from '../area.ts'
import { WideTable } from '../wide-table.tsx'
import classes from './audit.module.css'

type Row = Wire<AuditRow>
const filters = ['action', 'actor', 'about'] as const

const addressOf = (course: string) => `/api/courses/${encodeURIComponent(course)}/audit`

const choicesQuery = (course: string) =>
  queryOptions({
    queryKey: ['audit', course, 'choices'],
    queryFn: ({ signal }) => get<Wire<AuditChoices>>(`${addressOf(course)}/choices`, signal),
  })

const recordQuery = (course: string, filter: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', course, filter],
    queryFn: ({ signal, pageParam }) => {
      const asked = new URLSearchParams(filter)
      if (pageParam !== null) asked.set('cursor', pageParam)
      return get<Wire<Page>>(`${addressOf(course)}?${asked.toString()}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })

export default function AuditPage({ course: { slug } }: AreaProps): ReactNode {
  const { t } = useTranslation('audit')
  const [search] = useSearchParams()
  const chosen = filters.flatMap((name) => {
    const value = search.get(name)
    return value === null ? [] : [[name, value]]
  })
  const record = useInfiniteQuery(recordQuery(slug, new URLSearchParams(chosen).toString()))
  if (record.error && !record.data) {
    return <Fault error={record.error} onTryAgain={() => void record.refetch()} />
  }
  const rows = record.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <>
      <p className={classes.faint}>{t('about')}</p>
      <Filters course={slug} />
      {!record.data && <Loading />}
      {record.data && rows.length === 0 && <p role="status">{t('none')}</p>}
      {rows.length > 0 && <Rows rows={rows} timeZone={record.data?.pages[0]?.timeZone} />}
      {record.hasNextPage && (
        <Button variant="default" mt="sm" onClick={() => void record.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </>
  )
}

/** They stand in the address, so that what one looks at can be shared. */
function Filters({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('audit')
  const [search, setSearch] = useSearchParams()
  const { data: choices } = useQuery(choicesQuery(course))
  const deed = useDeeds()
  const people = (ones: AuditChoices['actors'] = []) =>
    ones.map(({ id, name }) => ({ value: id, label: name }))
  const selects = [
    {
      ...{ name: 'action', label: t('action'), all: t('everything') },
      options: choices?.actions.map((value) => ({ value, label: deed(value) })) ?? [],
    },
    { name: 'actor', label: t('actor'), all: t('everybody'), options: people(choices?.actors) },
    { name: 'about', label: t('person'), all: t('everybody'), options: people(choices?.about) },
  ]
  return (
    <div className={classes.filters}>
      {selects.map(({ name, label, all, options }) => (
        <NativeSelect
          key={name}
          label={label}
          value={search.get(name) ?? ''}
          data={[{ value: '', label: all }, ...options]}
          onChange={({ currentTarget: { value } }) => {
            setSearch((before) => {
              if (value) before.set(name, value)
              else before.delete(name)
              return before
            })
          }}
        />
      ))}
    </div>
  )
}

/** An action in words; its name on record where a newer server has written one that this page does not know. */
function useDeeds(): (action: string) => string {
  const { t } = useTranslation('audit')
  return (action) =>
    t(`did_${action.replace('.', '_')}` as keyof typeof audit, { defaultValue: action })
}

interface RowsProps {
  readonly rows: readonly Row[]
  readonly timeZone: string | undefined
}

function Rows({ rows, timeZone }: RowsProps): ReactNode {
  const { t } = useTranslation('audit')
  const deed = useDeeds()
  return (
    <WideTable label={t('list')} width={56}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('when')}</Table.Th>
          <Table.Th>{t('actor')}</Table.Th>
          <Table.Th>{t('action')}</Table.Th>
          <Table.Th>{t('person')}</Table.Th>
          <Table.Th>{t('changes')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>{dateTime(row.at, timeZone)}</Table.Td>
            <Table.Td>{row.actor ? (row.actor.name ?? t('erased')) : t('server')}</Table.Td>
            <Table.Td>
              <span title={row.action}>{deed(row.action)}</span>
              <div className={classes.faint}>{row.subject}</div>
            </Table.Td>
            <Table.Td>{row.about && (row.about.name ?? t('erased'))}</Table.Td>
            <Table.Td>
              {row.reason !== null && (
                <div>
                  {t('reason')}: {row.reason}
                </div>
              )}
              <Changes changes={row.changes} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

function Changes({ changes }: Pick<Row, 'changes'>): ReactNode {
  const { t } = useTranslation('audit')
  const shown = (value: unknown) => (value === undefined ? t('nothing') : JSON.stringify(value))
  return (
    <ul className={classes.changes}>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          {field}: {before !== undefined && `${shown(before)} → `}
          {shown(after)}
        </li>
      ))}
    </ul>
  )
}
