import { Anchor } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect, useSearchParams } from 'wouter'
import type { PasswordSignIn, Session } from '../../api/session.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { Loading } from '../components/loading.tsx'
import { changePerson, sessionQuery } from '../queries.ts'
import { pathOfThisSite } from '../return-address.ts'
import classes from './account.module.css'
import { DemoPeople } from './demo-people.tsx'
import { EmailField, PasswordField, SubmitButton, useChecks } from './fields.tsx'
import { ProviderLink } from './provider-link.tsx'
import { Refusal } from './refusal.tsx'
import { Sheet } from './sheet.tsx'
import { signInOptionsQuery } from './sign-in-options.ts'
import { SignInReason } from './sign-in-reason.tsx'
import { useForm } from './use-form.ts'

/** `?next=` is where to go on to; `?problem=` and `?done=` say why somebody is here. */
export default function SignInPage(): ReactNode {
  const { t } = useTranslation('account')
  const [search] = useSearchParams()
  const session = useQuery(sessionQuery)
  const options = useQuery(signInOptionsQuery)
  const next = pathOfThisSite(search.get('next'))
  if (session.data?.user) return <Redirect to={next} replace />
  if (options.isPending) return <Loading />
  const { demo = false, provider = null } = options.data ?? {}
  return (
    <Sheet
      title={t('signIn')}
      lead={
        <>
          <p className={classes.faint}>{t('purpose')}</p>
          <SignInReason problem={search.get('problem')} done={search.get('done')} />
        </>
      }
    >
      <Refusal error={options.error} />
      {demo && <DemoPeople />}
      {provider && <ProviderLink name={provider.name} next={next} />}
      {(demo || provider) && <div className={classes.divider}>{t('orWithPassword')}</div>}
      <PasswordForm />
      <p className={classes.faint}>{t('noAccount')}</p>
    </Sheet>
  )
}

function PasswordForm(): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const checks = useChecks()
  const form = useForm({
    fields: ['email', 'password'],
    check: ({ email, password }) => ({
      email: checks.email(email),
      password: checks.password(password),
    }),
    send: ({ email, password }) =>
      send<Wire<Session>>('POST', '/api/session/password', {
        email: email.trim(),
        password,
      } satisfies PasswordSignIn),
    onDone(session) {
      changePerson(queries, session)
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <EmailField {...form.field('email')} />
      <PasswordField
        {...form.field('password')}
        label={t('password')}
        autoComplete="current-password"
      />
      <Refusal error={form.refusal} />
      <div className={classes.spread}>
        <SubmitButton isSending={form.isSending}>{t('signIn')}</SubmitButton>
        <Anchor component={Link} href="/forgotten" size="sm">
          {t('forgotten')}
        </Anchor>
      </div>
    </form>
  )
}
