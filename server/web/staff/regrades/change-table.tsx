/** What becomes of each submission, page by page. */
import { Anchor, Button, NativeSelect, Table, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { VerdictMark } from '../../course/verdict-mark.tsx'
import { dateTime } from '../../dates.ts'
import { pointsText, signedPoints } from '../../report/points.ts'
import { WideTable } from '../wide-table.tsx'
import { changesQuery, pageLength, type Change, type Only, type Opened } from './questions.ts'
import classes from './regrades.module.css'

interface ChangeTableProps {
  readonly course: string
  readonly regrade: Opened
  readonly timeZone: string | undefined
}

const outcomes = ['up', 'down', 'same', 'kept', 'failed', 'gone'] as const

export function ChangeTable({ course, regrade, timeZone }: ChangeTableProps): ReactNode {
  const { t } = useTranslation('regrades')
  const [asked, setAsked] = useState<{ only: Only; page: number }>({ only: 'changed', page: 1 })
  const changes = useQuery(changesQuery(course, regrade.id, asked))
  const { data } = changes
  const pages = Math.max(1, Math.ceil((data?.count ?? 0) / pageLength))
  const options = [
    { value: 'changed', label: t('onlyChanged') },
    { value: 'all', label: t('everything') },
    ...outcomes
      .filter((outcome) => regrade.totals[outcome] > 0)
      .map((outcome) => ({ value: outcome, label: t(outcome) })),
  ] satisfies { value: Only; label: string }[]
  return (
    <section aria-labelledby="regrade-changes">
      <div className={classes.sectionHead}>
        <Title order={2} size="h4" id="regrade-changes">
          {t('byStudent')}
        </Title>
        <p role="status" className={classes.faint}>
          {data && t('rows', { count: data.count })}
        </p>
        <NativeSelect
          aria-label={t('show')}
          value={asked.only}
          data={options}
          onChange={({ currentTarget: { value } }) => {
            const only = options.find((one) => one.value === value)?.value ?? 'changed'
            setAsked({ only, page: 1 })
          }}
        />
      </div>
      {changes.error && <Fault error={changes.error} onTryAgain={() => void changes.refetch()} />}
      {changes.isPending && <Loading />}
      {data && data.changes.length === 0 && <p className={classes.faint}>{t('nothingHere')}</p>}
      {data && data.changes.length > 0 && (
        <Rows
          changes={data.changes}
          isPublished={regrade.state === 'published'}
          timeZone={timeZone}
        />
      )}
      {pages > 1 && (
        <nav className={classes.pages} aria-label={t('pages')}>
          <Button
            variant="default"
            disabled={asked.page === 1}
            onClick={() => {
              setAsked({ ...asked, page: asked.page - 1 })
            }}
          >
            {t('previous')}
          </Button>
          <span>{t('pageOf', { page: asked.page, pages })}</span>
          <Button
            variant="default"
            disabled={asked.page === pages}
            onClick={() => {
              setAsked({ ...asked, page: asked.page + 1 })
            }}
          >
            {t('next')}
          </Button>
        </nav>
      )}
    </section>
  )
}

interface RowsProps {
  readonly changes: readonly Change[]
  /** The submissions hold the new results then, and the shadows the old ones. */
  readonly isPublished: boolean
  readonly timeZone: string | undefined
}

function Rows({ changes, isPublished, timeZone }: RowsProps): ReactNode {
  const { t } = useTranslation('regrades')
  return (
    <WideTable label={t('byStudent')} width={48} highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('student')}</Table.Th>
          <Table.Th>{t('handedIn')}</Table.Th>
          <Table.Th>{t('before')}</Table.Th>
          <Table.Th>{t('after')}</Table.Th>
          <Table.Th className={classes.number}>{t('difference')}</Table.Th>
          <Table.Th>{t('reports')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map((one) => (
          <Table.Tr key={one.submission}>
            <Table.Td>
              <strong className={classes.name}>{one.student.name}</strong>
              <span className={classes.faint}>{one.student.section}</span>
            </Table.Td>
            <Table.Td>{dateTime(one.handedInAt, timeZone)}</Table.Td>
            <ResultCell result={one.before} />
            <ResultCell result={one.after} />
            <Table.Td className={classes.number}>
              <Difference change={one} />
            </Table.Td>
            <Table.Td>
              <Reports change={one} isExchanged={isPublished && isExchanged(one)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

function isExchanged({ outcome }: Change): boolean {
  return outcome === 'up' || outcome === 'down' || outcome === 'same'
}

function ResultCell({ result }: { result: Change['before'] }): ReactNode {
  const { t } = useTranslation('regrades')
  const { verdict, score, maxPoints } = result
  return (
    <Table.Td>
      <VerdictMark of={{ status: 'finished', verdict }} />
      <span className={classes.faint}>
        {score === null
          ? t('noPoints')
          : t('pointsOf', { points: pointsText(score), max: pointsText(maxPoints ?? 0) })}
      </span>
    </Table.Td>
  )
}

/** By how much the score changes; where it is left alone, why. */
function Difference({ change }: { change: Change }): ReactNode {
  const { t } = useTranslation('regrades')
  const { outcome, difference } = change
  if (!isExchanged(change)) return <span className={classes.faint}>{t(outcome)}</span>
  return (
    <strong className={classes.difference} data-outcome={outcome}>
      {signedPoints(difference)}
    </strong>
  )
}

function Reports({ change, isExchanged }: { change: Change; isExchanged: boolean }): ReactNode {
  const { t } = useTranslation('regrades')
  const { submission, shadow, student } = change
  const [old, renewed] = isExchanged ? [shadow, submission] : [submission, shadow]
  return (
    <span className={classes.reports}>
      <Anchor
        component={Link}
        href={`/submissions/${old}`}
        aria-label={t('reportBefore', { student: student.name })}
      >
        {t('oldReport')}
      </Anchor>
      <Anchor
        component={Link}
        href={`/submissions/${renewed}`}
        aria-label={t('reportAfter', { student: student.name })}
      >
        {t('newReport')}
      </Anchor>
    </span>
  )
}
