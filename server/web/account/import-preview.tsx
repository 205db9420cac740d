/** What a table of people would change: problems first, then who comes, changes and goes. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterPreview } from '../../api/roster.ts'
import type { Wire } from '../../api/wire.ts'
import classes from './account.module.css'
import { useRoleNames, type Role } from './roles.ts'

interface ImportPreviewProps {
  readonly preview: Wire<RosterPreview>
  readonly isApplying: boolean
  readonly onApply: () => void
}

export function ImportPreview({ preview, isApplying, onApply }: ImportPreviewProps): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const { added, changed, removed, unchanged, absent, problems, unusedColumns } = preview
  const place = ({ role, section }: { role: Role; section: string | null }) =>
    [roleNames[role], section].filter((part) => part !== null).join(', ')
  const nothing = added.length + changed.length + removed.length === 0
  return (
    <div className={classes.inDialog}>
      <p role="status">
        {t('rosterWould', {
          ...{ added: added.length, changed: changed.length, removed: removed.length },
          ...{ unchanged, absent, problems: problems.length },
        })}
      </p>
      {unusedColumns.length > 0 && (
        <p className={classes.faint}>{t('rosterUnused', { columns: unusedColumns.join(', ') })}</p>
      )}
      <Lines title={t('rosterProblems')}>
        {problems.map(({ line, code, value }) => (
          <li key={`${line} ${code}`}>
            {line !== null && <strong>{t('rosterLine', { line })} </strong>}
            {t(`roster_${code}`, { value })}
          </li>
        ))}
      </Lines>
      <Lines title={t('rosterAdded')}>
        {added.map((one) => (
          <li key={one.email}>
            {one.name} {one.email}: {place(one)}
            {!one.hasAccount && ` (${t('rosterNewAccount')})`}
          </li>
        ))}
      </Lines>
      <Lines title={t('rosterChangedPeople')}>
        {changed.map(({ id, name, email, before, after }) => (
          <li key={id}>
            {name} {email}: {place(before)} → {place(after)}
          </li>
        ))}
      </Lines>
      <Lines title={t('rosterRemoved')}>
        {removed.map(({ id, name, email }) => (
          <li key={id}>
            {name} {email}
          </li>
        ))}
      </Lines>
      <div className={classes.row}>
        <Button
          disabled={problems.length > 0 || nothing}
          loading={isApplying}
          onClick={() => {
            onApply()
          }}
        >
          {t('rosterApply')}
        </Button>
      </div>
    </div>
  )
}

function Lines({ title, children }: { title: string; children: readonly ReactNode[] }): ReactNode {
  if (children.length === 0) return null
  return (
    <details open={children.length <= 20}>
      <summary>
        {title} ({children.length})
      </summary>
      <ul>{children}</ul>
    </details>
  )
}
