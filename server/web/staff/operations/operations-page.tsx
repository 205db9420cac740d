/** What those who run the server see of it, and hold back. */
import { Alert, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime, relativeTime, useNow } from '../../dates.ts'
import { currentLanguage } from '../../language.ts'
import { Editions } from './editions.tsx'
import { HoldButton } from './hold-button.tsx'
import classes from './operations.module.css'
import { Part } from './part.tsx'
import {
  operationsQuery,
  type Everything,
  type Fault as Failure,
  type Lane,
  type Worker,
} from './questions.ts'

export default function OperationsPage(): ReactNode {
  const { t } = useTranslation('operations')
  const { data, error, refetch } = useQuery(operationsQuery)
  if (!data) return error ? <Fault error={error} onTryAgain={() => void refetch()} /> : <Loading />
  const { lanes, paused, workers, faults, editions, storage } = data
  return (
    <>
      <div className={classes.lead}>
        <p className={classes.faint}>{t('about')}</p>
        <HoldButton
          what={{ lane: 'all' }}
          isHeld={paused !== null}
          deed={paused ? t('resume') : t('pauseAll')}
          name={paused ? t('resumeOne', { name: t('everything') }) : t('pauseAll')}
          hint={t('whyHint')}
        />
      </div>
      {paused && (
        <Alert color="orange" mb="md">
          {t('allPaused', { since: dateTime(paused.since), reason: paused.reason })}
        </Alert>
      )}
      <Lanes lanes={lanes} />
      <Workers workers={workers} />
      <Faults faults={faults} />
      <Editions editions={editions} />
      <p className={classes.faint}>{t('storage', storageTexts(storage))}</p>
    </>
  )
}

function Lanes({ lanes }: { lanes: readonly Lane[] }): ReactNode {
  const { t } = useTranslation('operations')
  return (
    <Part title={t('lanes')}>
      <Table.Thead>
        <Table.Tr>
          {[t('lane'), t('waiting'), t('oldest'), t('grading'), t('graded')].map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
          {[t('waited'), t('took'), t('hold')].map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lanes.map((one) => (
          <Table.Tr key={one.lane}>
            <Table.Td>{t(one.lane)}</Table.Td>
            <Table.Td>{one.waiting}</Table.Td>
            <Table.Td>{one.waiting > 0 && seconds(one.oldestMilliseconds)}</Table.Td>
            <Table.Td>{one.grading}</Table.Td>
            <Table.Td>{one.graded}</Table.Td>
            <Table.Td>{one.waited && spread(one.waited)}</Table.Td>
            <Table.Td>{one.took && spread(one.took)}</Table.Td>
            <Table.Td>
              {one.paused && <Holding {...one.paused} />}
              <HoldButton
                what={{ lane: one.lane }}
                isHeld={one.paused !== null}
                deed={one.paused ? t('resume') : t('pause')}
                name={t(one.paused ? 'resumeOne' : 'pauseLane', { name: t(one.lane) })}
                hint={t('whyHint')}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Part>
  )
}

function Workers({ workers }: { workers: readonly Worker[] }): ReactNode {
  const { t } = useTranslation('operations')
  const now = useNow()
  if (workers.length === 0) return <p>{t('noWorkers')}</p>
  return (
    <Part title={t('workers')}>
      <Table.Thead>
        <Table.Tr>
          {[t('worker'), t('state'), t('does'), t('seen'), t('hold')].map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {workers.map((one) => (
          <Table.Tr key={one.id}>
            <Table.Td>
              {one.kind} {one.version} · Node {one.node}
              <div className={classes.faint}>{one.id}</div>
            </Table.Td>
            <Table.Td>
              {t(one.state)}
              <div className={classes.faint}>{one.engine ?? <Layers layers={one.layers} />}</div>
            </Table.Td>
            <Table.Td>
              {one.kind === 'grader' &&
                t('counts', { grading: one.grading, graded: one.graded, failed: one.failed })}
              {one.discarded > 0 && (
                <div className={classes.faint}>{t('discarded', { count: one.discarded })}</div>
              )}
            </Table.Td>
            <Table.Td>{relativeTime(one.seenAt, now)}</Table.Td>
            <Table.Td>
              {one.drained && <Holding {...one.drained} />}
              {one.kind === 'grader' && (one.state === 'working' || one.state === 'drained') && (
                <HoldButton
                  what={{ worker: one.id }}
                  isHeld={one.drained !== null}
                  deed={one.drained ? t('resume') : t('drain')}
                  name={t(one.drained ? 'resumeOne' : 'drainOne', { name: one.id })}
                  hint={t('drainHint')}
                />
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Part>
  )
}

function Layers({ layers }: Pick<Worker, 'layers'>): ReactNode {
  const { t } = useTranslation('operations')
  if (!layers) return null
  const missing = layers.filter(({ active }) => !active).map(({ name }) => name)
  return missing.length === 0 ? t('allLayers') : t('without', { layers: missing.join(', ') })
}

function Faults({ faults }: { faults: readonly Failure[] }): ReactNode {
  const { t } = useTranslation('operations')
  return (
    <Part title={t('faults')}>
      <Table.Thead>
        <Table.Tr>
          {[t('when'), t('exercise'), t('outcome'), t('reference'), t('worker')].map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {faults.length === 0 && (
          <Table.Tr>
            <Table.Td colSpan={5}>{t('noFaults')}</Table.Td>
          </Table.Tr>
        )}
        {faults.map((one) => (
          <Table.Tr key={one.submission}>
            <Table.Td>{dateTime(one.at)}</Table.Td>
            <Table.Td>{one.exercise}</Table.Td>
            <Table.Td>{t(one.outcome)}</Table.Td>
            <Table.Td>{one.reference}</Table.Td>
            <Table.Td>{one.worker}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Part>
  )
}

function Holding({ reason, by, since }: NonNullable<Everything['paused']>): ReactNode {
  const { t } = useTranslation('operations')
  return (
    <div className={classes.faint}>
      {t('heldSince', { reason, by: by ?? '–', since: dateTime(since) })}
    </div>
  )
}

function seconds(milliseconds: number): string {
  return new Intl.NumberFormat(currentLanguage(), {
    ...{ style: 'unit', unit: 'second', maximumFractionDigits: 1 },
  }).format(milliseconds / 1000)
}

function spread({ half, most }: { half: number; most: number }): string {
  return `${seconds(half)}, ${seconds(most)}`
}

function storageTexts({ databaseBytes, freeBytes, totalBytes }: Everything['storage']) {
  const gigabytes = (bytes: number) =>
    new Intl.NumberFormat(currentLanguage(), {
      ...{ style: 'unit', unit: 'gigabyte', maximumFractionDigits: 2 },
    }).format(bytes / 1e9)
  return {
    ...{ database: gigabytes(databaseBytes), free: gigabytes(freeBytes) },
    total: gigabytes(totalBytes),
  }
}
