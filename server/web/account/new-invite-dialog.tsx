import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedInvite, NewInvite } from '../../api/people.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { CopyLine } from '../components/copy-line.tsx'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import classes from './account.module.css'
import { SubmitButton } from './fields.tsx'
import { Refusal } from './refusal.tsx'
import { isRole, roles, useRoleNames } from './roles.ts'
import { useForm } from './use-form.ts'

const mostUses = 100_000
const periods = [7, 30, 120, 365]

interface NewInviteDialogProps {
  readonly course: string
  readonly onMade: () => void
  readonly onClose: () => void
}

export function NewInviteDialog({ course, onMade, onClose }: NewInviteDialogProps): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const form = useForm({
    fields: ['role', 'section', 'days', 'useLimit'],
    check: ({ useLimit }) => ({
      useLimit: isUseLimit(useLimit.trim()) ? undefined : t('inviteLimitWrong'),
    }),
    send: ({ role, section, days, useLimit }) =>
      send<Wire<CreatedInvite>>('POST', `/api/courses/${course}/invites`, {
        role: isRole(role) ? role : 'student',
        section: section.trim() || null,
        days: days === '' ? null : Number(days),
        useLimit: useLimit.trim() === '' ? null : Number(useLimit),
      } satisfies NewInvite),
    onDone: onMade,
  })
  return (
    <Dialog title={t('inviteNew')} onClose={onClose}>
      {form.answer ? (
        <div className={classes.inDialog}>
          <p>{t('inviteMade')}</p>
          <CopyLine text={form.answer.url} name={t('inviteItself')} autoFocus />
        </div>
      ) : (
        <form className={classes.inDialog} noValidate onSubmit={form.submit}>
          <NativeSelect
            {...form.field('role')}
            label={t('role')}
            data={roles.map((role) => ({ value: role, label: roleNames[role] }))}
          />
          <TextInput
            {...form.field('section')}
            label={t('inviteSection')}
            description={t('inviteSectionRule')}
            autoComplete="off"
            maxLength={100}
          />
          <NativeSelect
            {...form.field('days')}
            label={t('inviteDays')}
            defaultValue="30"
            data={[
              ...periods.map((days) => ({ value: `${days}`, label: t('days', { count: days }) })),
              { value: '', label: t('untilRevoked') },
            ]}
          />
          <TextInput
            {...form.field('useLimit')}
            label={t('inviteLimit')}
            inputMode="numeric"
            autoComplete="off"
          />
          <Refusal error={form.refusal} />
          <SubmitButton isSending={form.isSending}>{t('inviteMake')}</SubmitButton>
        </form>
      )}
      <CloseButton />
    </Dialog>
  )
}

function isUseLimit(typed: string): boolean {
  return typed === '' || (/^\d+$/.test(typed) && Number(typed) >= 1 && Number(typed) <= mostUses)
}
