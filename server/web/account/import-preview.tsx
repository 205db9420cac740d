/** What a table of people would change: problems first, then who comes, changes and goes. */
import { Button } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterPreview } from '../../api/roster.ts'
import type { Wire } from '../../api/wire.ts'
import { CloseButton } from '../components/dialog.tsx'
import { ImportPeople } from './import-people.tsx'
import classes from './import.module.css'
import { Refusal } from './refusal.tsx'

type Preview = Wire<RosterPreview>

interface ImportPreviewProps {
  readonly preview: Preview
  readonly error: Error | null
  readonly isApplying: boolean
  readonly onApply: () => void
  /** To the table, which is still there. */
  readonly onBack: () => void
}

export function ImportPreview(props: ImportPreviewProps): ReactNode {
  const { preview, error, isApplying, onApply, onBack } = props
  const { t } = useTranslation('account')
  const { added, changed, removed, problems, unusedColumns } = preview
  const accounts = added.filter(({ hasAccount }) => !hasAccount).length
  const changes = added.length + changed.length + removed.length
  const top = useRef<HTMLDivElement>(null)

  // The form that had the focus is gone; whoever listens hears what would change.
  useEffect(() => {
    top.current?.focus()
  }, [])

  return (
    <>
      <div ref={top} tabIndex={-1} className={classes.top} role="group" aria-label={t('rosterSum')}>
        <Totals preview={preview} />
        {changes === 0 && problems.length === 0 && <p>{t('rosterNothing')}</p>}
        {unusedColumns.length > 0 && (
          <p className={classes.faint}>
            {t('rosterUnused', { columns: unusedColumns.join(', ') })}
          </p>
        )}
      </div>
      <Problems problems={problems} />
      <ImportPeople
        title={t('rosterAdded')}
        about={accounts > 0 ? t('rosterAccounts', { count: accounts }) : null}
        people={added.map((one) => ({
          ...{ key: one.email, name: one.name, email: one.email, before: null, after: one },
          note: one.hasAccount && accounts > 0 ? t('rosterHasAccount') : null,
        }))}
      />
      <ImportPeople
        title={t('rosterChangedPeople')}
        people={changed.map(({ id, ...one }) => ({ ...one, key: id, note: null }))}
      />
      <ImportPeople
        title={t('rosterRemoved')}
        about={t('rosterRemoveMeans')}
        people={removed.map(({ id, name, email, ...place }) => ({
          ...{ key: id, name, email, before: null, after: place, note: null },
        }))}
      />
      <Refusal error={error} />
      <div className={classes.foot}>
        <CloseButton />
        <Button variant={problems.length > 0 ? 'filled' : 'default'} onClick={onBack}>
          {t('rosterBack')}
        </Button>
        {problems.length === 0 && changes > 0 && (
          <Button loading={isApplying} onClick={onApply}>
            {t('rosterApply', { count: changes })}
          </Button>
        )}
      </div>
    </>
  )
}

function Totals({ preview }: { preview: Preview }): ReactNode {
  const { t } = useTranslation('account')
  const { added, changed, removed, unchanged, absent, problems } = preview
  const rare: string[] = [t('rosterProblemCount'), t('rosterAbsent')]
  const totals = [
    { name: t('rosterProblemCount'), count: problems.length, tone: 'bad' },
    { name: t('rosterAdded'), count: added.length, tone: 'calm' },
    { name: t('rosterChangedPeople'), count: changed.length, tone: 'calm' },
    { name: t('rosterRemoved'), count: removed.length, tone: 'calm' },
    { name: t('rosterUnchanged'), count: unchanged, tone: 'calm' },
    { name: t('rosterAbsent'), count: absent, tone: 'calm' },
  ].filter(({ name, count }) => count > 0 || !rare.includes(name))
  return (
    <dl className={classes.totals}>
      {totals.map(({ name, count, tone }) => (
        <div key={name} data-tone={tone} data-none={count === 0}>
          <dt>{name}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}

function Problems({ problems }: Pick<Preview, 'problems'>): ReactNode {
  const { t } = useTranslation('account')
  if (problems.length === 0) return null
  return (
    <section className={classes.problems}>
      <h3>{t('rosterProblems')}</h3>
      <ul role="list">
        {problems.map(({ line, code, value }) => (
          <li key={`${line} ${code} ${value}`}>
            <strong>{line === null ? t('rosterWhole') : t('rosterLine', { line })}</strong>
            <span>{t(`roster_${code}`, { value })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
