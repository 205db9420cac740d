import { Anchor, Button, TextInput, Title } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Redirect, useLocation } from 'wouter'
import type { OpenInvite } from '../../api/people.ts'
import type { NewAccount, Session } from '../../api/session.ts'
import type { Wire } from '../../api/wire.ts'
import { get, send } from '../client.ts'
import { Loading } from '../components/loading.tsx'
import { dateTime } from '../dates.ts'
import { changePerson, sessionQuery } from '../queries.ts'
import { signInAddress } from '../return-address.ts'
import classes from './account.module.css'
import { EmailField, NewPasswordField, SubmitButton, useChecks } from './fields.tsx'
import { ProviderLink } from './provider-link.tsx'
import { Refusal } from './refusal.tsx'
import { Sheet } from './sheet.tsx'
import { signInOptionsQuery } from './sign-in-options.ts'
import { useForm } from './use-form.ts'

const inviteQuery = (token: string) =>
  queryOptions({
    queryKey: ['invite', token],
    queryFn: ({ signal }) =>
      get<Wire<OpenInvite>>(`/api/invites/${encodeURIComponent(token)}`, signal),
  })

const rank = { student: 0, assistant: 1, instructor: 2 } as const

/** Where an invite link leads. */
export default function JoinPage({ token }: { token: string }): ReactNode {
  const { t } = useTranslation('account')
  const invite = useQuery(inviteQuery(token))
  const session = useQuery(sessionQuery)
  const error = invite.error ?? session.error
  if (error) {
    return (
      <Sheet title={t('joinBroken')}>
        <Refusal error={error} />
        <Anchor component={Link} href="/" size="sm">
          {t('toCourses', { ns: 'shell' })}
        </Anchor>
      </Sheet>
    )
  }
  if (!invite.data || !session.data) return <Loading />
  const { course, role, expiresAt } = invite.data
  const here = session.data.courses.find(({ slug }) => slug === course.slug)
  if (here && rank[here.role] >= rank[role]) {
    return <Redirect to={`/courses/${course.slug}`} replace />
  }
  const invitedAs = {
    student: t('joinAsStudent'),
    assistant: t('joinAsAssistant'),
    instructor: t('joinAsInstructor'),
  }
  return (
    <Sheet
      title={t('joinTitle', { course: course.title })}
      lead={
        <p>
          {invitedAs[role]} {expiresAt && t('joinUntil', { date: dateTime(expiresAt) })}
        </p>
      }
    >
      {session.data.user ? (
        <JoinButton token={token} slug={course.slug} user={session.data.user} />
      ) : (
        <Visitor token={token} slug={course.slug} />
      )}
    </Sheet>
  )
}

interface JoinButtonProps {
  readonly token: string
  readonly slug: string
  readonly user: { readonly name: string; readonly email: string }
}

function JoinButton({ token, slug, user: { name, email } }: JoinButtonProps): ReactNode {
  const { t } = useTranslation('account')
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const join = useMutation({
    mutationFn: () => send<Wire<Session>>('POST', `/api/invites/${encodeURIComponent(token)}`),
    onSuccess(session) {
      queries.setQueryData(sessionQuery.queryKey, session)
      navigate(`/courses/${slug}`, { replace: true })
    },
  })
  return (
    <>
      <p>{t('joinSignedIn', { name, email })}</p>
      <Refusal error={join.error} />
      <Button
        size="md"
        aria-disabled={join.isPending}
        onClick={() => {
          if (!join.isPending) join.mutate()
        }}
      >
        {t('join')}
      </Button>
      <p className={classes.faint}>{t('notYou')}</p>
    </>
  )
}

function Visitor({ token, slug }: { token: string; slug: string }): ReactNode {
  const { t } = useTranslation('account')
  const { data: options } = useQuery(signInOptionsQuery)
  return (
    <>
      {options?.provider && (
        <>
          <ProviderLink name={options.provider.name} next={`/courses/${slug}`} invite={token} />
          <div className={classes.divider}>{t('orWithPassword')}</div>
        </>
      )}
      <div className={classes.spread}>
        <Title order={2} size="h4">
          {t('haveAccount')}
        </Title>
        <Button component={Link} href={signInAddress(`/join/${token}`)} variant="default">
          {t('signIn')}
        </Button>
      </div>
      <hr className={classes.line} />
      <Title order={2} size="h4">
        {t('newHere')}
      </Title>
      <NewAccountForm token={token} slug={slug} />
    </>
  )
}

function NewAccountForm({ token, slug }: { token: string; slug: string }): ReactNode {
  const { t } = useTranslation('account')
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const checks = useChecks()
  const form = useForm({
    fields: ['name', 'email', 'password'],
    check: ({ name, email, password }) => ({
      name: checks.name(name),
      email: checks.email(email),
      password: checks.newPassword(password),
    }),
    send: ({ name, email, password }) =>
      send<Wire<Session>>('POST', '/api/accounts', {
        name: name.trim(),
        email: email.trim(),
        password,
        invite: token,
      } satisfies NewAccount),
    onDone(session) {
      changePerson(queries, session)
      navigate(`/courses/${slug}`, { replace: true })
    },
    blame: { emailTaken: { field: 'email', text: t('emailTaken') } },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <TextInput
        {...form.field('name')}
        label={t('name')}
        description={t('nameRule')}
        autoComplete="name"
        maxLength={100}
      />
      <EmailField {...form.field('email')} />
      <NewPasswordField {...form.field('password')} label={t('password')} />
      <Refusal error={form.refusal} />
      <SubmitButton isSending={form.isSending}>{t('makeAndJoin')}</SubmitButton>
    </form>
  )
}
