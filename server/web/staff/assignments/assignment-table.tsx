import { Button, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../dates.ts'
import { WideTable } from '../wide-table.tsx'
import classes from './assignments.module.css'
import { hoursText } from './hours.ts'
import { LateTimeline } from './late-timeline.tsx'
import type { ListedAssignment } from './questions.ts'

interface AssignmentTableProps {
  readonly assignments: readonly ListedAssignment[]
  readonly timeZone: string
  readonly students: number
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly onOpen: (id: string, part: 'settings' | 'extensions') => void
  /** With all ids, in the order that is wanted. */
  readonly onOrder: (ids: string[]) => void
}

export function AssignmentTable(props: AssignmentTableProps): ReactNode {
  const { assignments, chosen, onChoose } = props
  const { t } = useTranslation('assignments')
  const all = assignments.map(({ id }) => id)
  return (
    <WideTable label={t('table')} width={60} verticalSpacing="sm" className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            <input
              type="checkbox"
              className={classes.box}
              aria-label={t('chooseAll')}
              checked={all.every((id) => chosen.has(id))}
              onChange={({ currentTarget: { checked } }) => {
                onChoose(new Set(checked ? all : []))
              }}
            />
          </Table.Th>
          <Table.Th>{t('exercise')}</Table.Th>
          <Table.Th>{t('dates')}</Table.Th>
          <Table.Th>{t('latePolicy')}</Table.Th>
          <Table.Th>{t('rules')}</Table.Th>
          <Table.Th>{t('students')}</Table.Th>
          <Table.Th>{t('actions')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {assignments.map((one, at) => (
          <Row key={one.id} {...props} assignment={one} at={at} />
        ))}
      </Table.Tbody>
    </WideTable>
  )
}

function Row({
  assignment,
  at,
  ...props
}: AssignmentTableProps & { assignment: ListedAssignment; at: number }): ReactNode {
  const { t } = useTranslation('assignments')
  const { assignments, timeZone, students, chosen, onChoose, onOpen, onOrder } = props
  const { id, title, code, opensAt, dueAt, latePolicy, isHidden } = assignment
  const swap = (other: number) => {
    const ids = assignments.map((one) => one.id)
    onOrder(ids.with(at, ids[other]!).with(other, id))
  }
  return (
    <Table.Tr className={isHidden ? classes.hidden : undefined}>
      <Table.Td>
        <input
          type="checkbox"
          className={classes.box}
          aria-label={t('choose', { title })}
          checked={chosen.has(id)}
          onChange={({ currentTarget: { checked } }) => {
            const next = new Set(chosen)
            if (checked) next.add(id)
            else next.delete(id)
            onChoose(next)
          }}
        />
      </Table.Td>
      <Table.Td>
        <span className={classes.title}>
          {code} {title}
        </span>
        {isHidden && <span className={classes.flag}>{t('isHidden')}</span>}
        {code === null && <span className={classes.flag}>{t('withdrawn')}</span>}
      </Table.Td>
      <Table.Td>
        <ul className={classes.facts}>
          {opensAt !== null && <li>{t('opensAt', { time: dateTime(opensAt, timeZone) })}</li>}
          <li>{dueAt === null ? t('never') : t('dueAt', { time: dateTime(dueAt, timeZone) })}</li>
        </ul>
      </Table.Td>
      <Table.Td>{dueAt !== null && <LateTimeline steps={latePolicy ?? []} />}</Table.Td>
      <Table.Td>
        <Rules assignment={assignment} />
      </Table.Td>
      <Table.Td>
        <ul className={classes.facts}>
          <li>{t('handedIn', { count: assignment.handedIn, students })}</li>
          <li>{t('passed', { count: assignment.passed, students })}</li>
        </ul>
      </Table.Td>
      <Table.Td>
        <div className={classes.actions}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('moveUp', { title })}
            disabled={at === 0}
            onClick={() => {
              swap(at - 1)
            }}
          >
            ↑
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('moveDown', { title })}
            disabled={at === assignments.length - 1}
            onClick={() => {
              swap(at + 1)
            }}
          >
            ↓
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${t('extensions', { count: assignment.extensions })}: ${title}`}
            onClick={() => {
              onOpen(id, 'extensions')
            }}
          >
            {t('extensions', { count: assignment.extensions })}
          </Button>
          <Button
            size="compact-sm"
            aria-label={t('changeOf', { title })}
            onClick={() => {
              onOpen(id, 'settings')
            }}
          >
            {t('change')}
          </Button>
        </div>
      </Table.Td>
    </Table.Tr>
  )
}

/** What holds for handing in, and what it counts. */
function Rules({ assignment }: { assignment: ListedAssignment }): ReactNode {
  const { t } = useTranslation('assignments')
  const { attemptLimit, cooldownSeconds, disclosure, weight, points } = assignment
  return (
    <ul className={classes.facts}>
      <li>{t('weighs', { weight, points: points ?? 0 })}</li>
      {attemptLimit !== null && <li>{t('attempts', { count: attemptLimit })}</li>}
      {cooldownSeconds !== null && (
        <li>{t('pause', { time: hoursText(cooldownSeconds / 3600) })}</li>
      )}
      {disclosure !== null && disclosure !== 'full' && <li>{t(disclosure)}</li>}
    </ul>
  )
}
