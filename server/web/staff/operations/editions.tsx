/** Exercises that courses wrote: what waits for an operator's trust, and what has it. */
import { Button, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { dateTime } from '../../dates.ts'
import { sessionQuery } from '../../queries.ts'
import { CheckMark } from '../workshop/marks.tsx'
import { addressOf } from '../workshop/questions.ts'
import { TrustDialog } from '../workshop/trust-dialog.tsx'
import classes from './operations.module.css'
import { Part } from './part.tsx'
import type { Edition } from './questions.ts'

export function Editions({ editions }: { editions: readonly Edition[] }): ReactNode {
  const { t } = useTranslation('operations')
  const [deciding, setDeciding] = useState<Edition | null>(null)
  return (
    <>
      <Part title={t('editions')} about={t('editionsAbout')}>
        <Table.Thead>
          <Table.Tr>
            {[t('exercise'), t('edition'), t('writtenBy'), t('check'), t('trust')].map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {editions.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={5}>{t('noEditions')}</Table.Td>
            </Table.Tr>
          )}
          {editions.map((edition) => (
            <Row
              key={edition.id}
              edition={edition}
              onDecide={() => {
                setDeciding(edition)
              }}
            />
          ))}
        </Table.Tbody>
      </Part>
      {deciding && (
        <TrustDialog
          edition={deciding}
          onClose={() => {
            setDeciding(null)
          }}
        />
      )}
    </>
  )
}

function Row({ edition, onDecide }: { edition: Edition; onDecide: () => void }): ReactNode {
  const { t } = useTranslation('operations')
  const { exercise, course, version, note, savedBy, savedAt, check, checkedAt } = edition
  const { isServed, isTrusted } = edition
  const deed = isTrusted ? t('distrustDeed') : t('trustDeed')
  return (
    <Table.Tr>
      <Table.Td>
        <code>{exercise}</code>
        <div className={classes.faint}>{course.title}</div>
      </Table.Td>
      <Table.Td>
        <code>{version.slice(0, 8)}</code> {note}
        <div className={classes.faint}>{isServed ? t('isServed') : t('notServed')}</div>
        <Ways {...{ edition }} />
      </Table.Td>
      <Table.Td>
        {savedBy ?? '–'}
        <div className={classes.faint}>{dateTime(savedAt)}</div>
      </Table.Td>
      <Table.Td>
        <CheckMark of={check} />
        {checkedAt !== null && <div className={classes.faint}>{dateTime(checkedAt)}</div>}
      </Table.Td>
      <Table.Td>
        <div className={classes.faint}>{isTrusted ? t('isTrusted') : t('waitsForTrust')}</div>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('ofEdition', { deed, exercise, version: version.slice(0, 8) })}
          onClick={onDecide}
        >
          {deed}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}

/** To what is to be read before it is trusted. The workshop itself opens for the course's instructors alone. */
function Ways({ edition: { id, exercise, course, version } }: { edition: Edition }): ReactNode {
  const { t } = useTranslation('operations')
  const { data: session } = useQuery(sessionQuery)
  const isInstructor = session?.courses.some(
    ({ slug, role }) => slug === course.slug && role === 'instructor',
  )
  const of = (deed: string) => t('ofEdition', { deed, exercise, version: version.slice(0, 8) })
  return (
    <div className={classes.ways}>
      {isInstructor && (
        <Link
          href={`/courses/${course.slug}/staff/workshop/${exercise}?part=check&edition=${id}`}
          aria-label={of(t('openEdition'))}
        >
          {t('openEdition')}
        </Link>
      )}
      <a
        download
        href={addressOf(course.slug, exercise, 'editions', `${id}.zip`)}
        aria-label={of(t('editionZip'))}
      >
        {t('editionZip')}
      </a>
    </div>
  )
}
