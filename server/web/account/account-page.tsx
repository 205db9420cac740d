import { NativeSelect, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountChange, Session } from '../../api/session.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { ConfirmButton } from '../components/dialog.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { currentLanguage, languages } from '../language.ts'
import { sessionQuery } from '../queries.ts'
import { useLanguageChoice } from '../use-language-choice.ts'
import classes from './account.module.css'
import { SubmitButton, useChecks } from './fields.tsx'
import { DataSection } from './data-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { Refusal } from './refusal.tsx'
import { Section } from './section.tsx'
import { useForm } from './use-form.ts'

export default function AccountPage(): ReactNode {
  const { t } = useTranslation('account')
  const { data } = useQuery(sessionQuery)
  if (!data?.user) return null
  return (
    <div className={classes.widePage}>
      <PageTitle>{t('accountTitle')}</PageTitle>
      <Title order={1} size="h2">
        {t('accountTitle')}
      </Title>
      <Section title={t('aboutYou')} about={data.user.email}>
        <NameForm name={data.user.name} />
      </Section>
      <LanguageSection />
      <PasswordSection hasPassword={data.user.hasPassword} />
      <KeysSection />
      <EverywhereSection />
      <DataSection />
    </div>
  )
}

function NameForm({ name }: { name: string }): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const checks = useChecks()
  const form = useForm({
    fields: ['name'],
    check: (typed) => ({ name: checks.name(typed.name) }),
    send: (typed) =>
      send<Wire<Session>>('PATCH', '/api/account', {
        name: typed.name.trim(),
      } satisfies AccountChange),
    onDone(session) {
      queries.setQueryData(sessionQuery.queryKey, session)
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <TextInput
        {...form.field('name')}
        label={t('name')}
        description={t('nameRule')}
        autoComplete="name"
        defaultValue={name}
        maxLength={100}
      />
      <Refusal error={form.refusal} />
      <div className={classes.row}>
        <SubmitButton isSending={form.isSending}>{t('save')}</SubmitButton>
        <span role="status" className={classes.done}>
          {form.answer && !form.isSending && t('saved')}
        </span>
      </div>
    </form>
  )
}

function LanguageSection(): ReactNode {
  const { t } = useTranslation('account')
  const choose = useLanguageChoice()
  return (
    <Section title={t('languageTitle')} about={t('languageAbout')}>
      <NativeSelect
        aria-label={t('languageTitle')}
        value={currentLanguage()}
        data={languages.map(({ language, name }) => ({ value: language, label: name }))}
        onChange={({ currentTarget: { value } }) => {
          const chosen = languages.find(({ language }) => language === value)
          if (chosen) choose(chosen.language)
        }}
      />
    </Section>
  )
}

function EverywhereSection(): ReactNode {
  const { t } = useTranslation('account')
  const signOut = useMutation({
    mutationFn: () => send<undefined>('DELETE', '/api/sessions'),
    // A new document: nothing that this one holds is left for whoever comes next.
    onSuccess() {
      window.location.assign('/sign-in?done=signedOutEverywhere')
    },
  })
  return (
    <Section title={t('everywhereTitle')} about={t('everywhereAbout')}>
      <div className={classes.row}>
        <ConfirmButton
          deed={t('signOutEverywhere')}
          question={t('everywhereQuestion')}
          onConfirm={() => {
            signOut.mutate()
          }}
        >
          {t('everywhereMeans')}
        </ConfirmButton>
      </div>
      <Refusal error={signOut.error} />
    </Section>
  )
}
