import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { PasswordReset } from '../../api/session.ts'
import { send } from '../client.ts'
import classes from './account.module.css'
import { NewPasswordField, SubmitButton, useChecks } from './fields.tsx'
import { Refusal } from './refusal.tsx'
import { Sheet } from './sheet.tsx'
import { useForm } from './use-form.ts'

/** Where a link for a new password leads, `/reset?token=…`. */
export default function ResetPage(): ReactNode {
  const { t } = useTranslation('account')
  const [search] = useSearchParams()
  const token = search.get('token')
  return (
    <Sheet title={t('forgottenTitle')}>
      {token ? <ResetForm token={token} /> : <p>{t('linkBroken')}</p>}
      <Anchor component={Link} href="/forgotten" size="sm">
        {t('forgotten')}
      </Anchor>
    </Sheet>
  )
}

function ResetForm({ token }: { token: string }): ReactNode {
  const { t } = useTranslation('account')
  const checks = useChecks()
  const form = useForm({
    fields: ['password'],
    check: ({ password }) => ({ password: checks.newPassword(password) }),
    send: ({ password }) =>
      send<undefined>('PUT', '/api/passwords', { token, password } satisfies PasswordReset),
    // A new document: whoever was signed in here is so no longer.
    onDone() {
      window.location.assign('/sign-in?done=passwordSet')
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <p>{t('resetLead')}</p>
      <NewPasswordField {...form.field('password')} />
      <Refusal error={form.refusal} />
      <div className={classes.row}>
        <SubmitButton isSending={form.isSending}>{t('setPassword')}</SubmitButton>
      </div>
    </form>
  )
}
