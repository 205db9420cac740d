import { Alert, Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ForgottenPassword, ForgottenPasswordAnswer } from '../../api/session.ts'
import { send } from '../client.ts'
import { Loading } from '../components/loading.tsx'
import classes from './account.module.css'
import { EmailField, SubmitButton, useChecks } from './fields.tsx'
import { Refusal } from './refusal.tsx'
import { Sheet } from './sheet.tsx'
import { signInOptionsQuery } from './sign-in-options.ts'
import { useForm } from './use-form.ts'

export default function ForgottenPage(): ReactNode {
  const { t } = useTranslation('account')
  const options = useQuery(signInOptionsQuery)
  if (options.isPending) return <Loading />
  return (
    <Sheet title={t('forgottenTitle')}>
      {options.data?.mail === false ? <p>{t('askInstructor')}</p> : <MailForm />}
      <Anchor component={Link} href="/sign-in" size="sm">
        {t('toSignIn')}
      </Anchor>
    </Sheet>
  )
}

function MailForm(): ReactNode {
  const { t } = useTranslation('account')
  const checks = useChecks()
  const form = useForm({
    fields: ['email'],
    check: ({ email }) => ({ email: checks.email(email) }),
    send: ({ email }) =>
      send<ForgottenPasswordAnswer>('POST', '/api/passwords/forgotten', {
        email: email.trim(),
      } satisfies ForgottenPassword),
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <p>{t('forgottenLead')}</p>
      <EmailField {...form.field('email')} />
      <Refusal error={form.refusal} />
      <div role="status">
        {form.answer && (
          <Alert color="green">
            {form.answer.how === 'mail' ? t('linkSent') : t('askInstructor')}
          </Alert>
        )}
      </div>
      <div className={classes.row}>
        <SubmitButton isSending={form.isSending}>{t('sendLink')}</SubmitButton>
      </div>
    </form>
  )
}
