import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invite } from '../../api/people.ts'
import type { Wire } from '../../api/wire.ts'
import { ConfirmButton } from '../components/dialog.tsx'
import { dateTime, useNow } from '../dates.ts'
import classes from './account.module.css'
import { useRoleNames } from './roles.ts'

/** Whether somebody can join with it, and if not, why. */
export function stateOf(
  { revokedAt, expiresAt, useLimit, uses }: Wire<Invite>,
  now: number,
): 'open' | 'revoked' | 'over' | 'usedUp' {
  if (revokedAt !== null) return 'revoked'
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return 'over'
  return useLimit !== null && uses >= useLimit ? 'usedUp' : 'open'
}

interface InviteTableProps {
  readonly invites: readonly Wire<Invite>[]
  /** Without it they cannot be revoked. */
  readonly onRevoke?: (id: string) => void
}

export function InviteTable({ invites, onRevoke }: InviteTableProps): ReactNode {
  const { t } = useTranslation('account')
  return (
    <Table className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('roleAndSection')}</Table.Th>
          <Table.Th>{t('inviteUses')}</Table.Th>
          <Table.Th>{t('inviteUntil')}</Table.Th>
          {onRevoke && (
            <Table.Th>
              <span className={classes.unseen}>{t('actions')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {invites.map((invite) => (
          <InviteRow key={invite.id} invite={invite} {...(onRevoke && { onRevoke })} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function InviteRow({
  invite,
  onRevoke,
}: {
  invite: Wire<Invite>
  onRevoke?: (id: string) => void
}): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const state = stateOf(invite, useNow())
  const { id, section, useLimit, uses, expiresAt } = invite
  const role = roleNames[invite.role]
  const until = expiresAt === null ? t('untilRevoked') : dateTime(expiresAt)
  return (
    <Table.Tr>
      <Table.Td>
        <strong className={classes.name}>{role}</strong>
        {section !== null && <span className={classes.faint}>{section}</span>}
      </Table.Td>
      <Table.Td>{useLimit === null ? uses : t('usesOf', { uses, limit: useLimit })}</Table.Td>
      <Table.Td>{state === 'open' ? until : t(state)}</Table.Td>
      {onRevoke && (
        <Table.Td className={classes.last}>
          <ConfirmButton
            deed={t('revoke')}
            name={t('revokeInvite', { role, uses })}
            question={t('revokeInviteQuestion')}
            onConfirm={() => {
              onRevoke(id)
            }}
          >
            {t('revokeInviteMeans')}
          </ConfirmButton>
        </Table.Td>
      )}
    </Table.Tr>
  )
}
