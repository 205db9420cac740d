import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { PasswordChange } from '../../api/session.ts'
import { send } from '../client.ts'
import classes from './account.module.css'
import { NewPasswordField, PasswordField, SubmitButton, useChecks } from './fields.tsx'
import { Refusal } from './refusal.tsx'
import { Section } from './section.tsx'
import { useForm } from './use-form.ts'

export function PasswordSection({ hasPassword }: { hasPassword: boolean }): ReactNode {
  const { t } = useTranslation('account')
  return (
    <Section title={t('password')} about={hasPassword ? t('passwordAbout') : undefined}>
      {hasPassword ? (
        <PasswordForm />
      ) : (
        <>
          <p>{t('noPassword')}</p>
          <Anchor component={Link} href="/forgotten" size="sm">
            {t('choosePassword')}
          </Anchor>
        </>
      )}
    </Section>
  )
}

function PasswordForm(): ReactNode {
  const { t } = useTranslation('account')
  const checks = useChecks()
  const form = useForm({
    fields: ['current', 'next'],
    check: ({ current, next }) => ({
      current: checks.password(current),
      next: checks.newPassword(next),
    }),
    send: async (passwords) => {
      await send<undefined>('PUT', '/api/account/password', passwords satisfies PasswordChange)
      return 'changed'
    },
    onDone(_changed, form) {
      form.reset()
    },
    blame: { wrongPassword: { field: 'current', text: t('presentWrong') } },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <PasswordField
        {...form.field('current')}
        label={t('presentPassword')}
        autoComplete="current-password"
      />
      <NewPasswordField {...form.field('next')} />
      <Refusal error={form.refusal} />
      <div className={classes.row}>
        <SubmitButton isSending={form.isSending}>{t('changePassword')}</SubmitButton>
        <span role="status" className={classes.done}>
          {form.answer && !form.isSending && t('passwordChanged')}
        </span>
      </div>
    </form>
  )
}
