/** What an import did, with the links of the new students: for a mail to each, or a table for all. */
import { Button } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterImported } from '../../api/roster.ts'
import type { Wire } from '../../api/wire.ts'
import { CopyLine } from '../components/copy-line.tsx'
import { CloseButton } from '../components/dialog.tsx'
import { useCopy } from '../components/use-copy.ts'
import { dateTime } from '../dates.ts'
import classes from './import.module.css'

type Done = Wire<RosterImported>

export function Imported({ imported }: { imported: Done }): ReactNode {
  const { t } = useTranslation('account')
  const { added, changed, removed, links, linksUntil } = imported
  const top = useRef<HTMLDivElement>(null)

  // What had the focus is gone.
  useEffect(() => {
    top.current?.focus()
  }, [])

  return (
    <>
      <div
        ref={top}
        tabIndex={-1}
        className={classes.top}
        role="group"
        aria-label={t('rosterDone')}
      >
        <p>{t('rosterCounts', { added, changed, removed })}</p>
        {linksUntil !== null && links.length > 0 && (
          <p>{t('rosterLinks', { date: dateTime(linksUntil) })}</p>
        )}
      </div>
      {links.length > 0 && <Links links={links} />}
      <div className={classes.foot}>
        <CloseButton />
      </div>
    </>
  )
}

function Links({ links }: Pick<Done, 'links'>): ReactNode {
  const { t } = useTranslation('account')
  const list = useRef<HTMLUListElement>(null)
  const { told, copy } = useCopy(list)
  // Spreadsheets take tabs for columns.
  const table = [
    ['name', 'email', 'link'],
    ...links.map(({ name, email, url }) => [name, email, url]),
  ]
  return (
    <>
      <div className={classes.file}>
        <Button onClick={() => void copy(table.map((row) => row.join('\t')).join('\n'))}>
          {t('rosterCopyAll', { count: links.length })}
        </Button>
        <span role="status" className={classes.good}>
          {told}
        </span>
      </div>
      <ul ref={list} role="list" className={classes.links}>
        {links.map(({ email, name, url }) => (
          <li key={email}>
            <span>
              {name}
              <span className={classes.second}>{email}</span>
            </span>
            <CopyLine text={url} name={email} />
          </li>
        ))}
      </ul>
    </>
  )
}
