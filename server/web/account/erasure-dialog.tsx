/** Says what goes and what stays, and erases once the address has been typed. */
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Erasure, ErasurePreview } from '../../api/erasure.ts'
import { get, send } from '../client.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { Loading } from '../components/loading.tsx'
import classes from './account.module.css'
import { Refusal } from './refusal.tsx'
import { useForm } from './use-form.ts'

interface ErasureDialogProps {
  /** Where to look, and where to send the confirmation. */
  readonly address: string
  readonly words: { readonly title: string; readonly means: string; readonly deed: string }
  readonly onErased: () => void
  readonly onClose: () => void
}

export function ErasureDialog(props: ErasureDialogProps): ReactNode {
  const { address, words, onErased, onClose } = props
  const { data: preview, error } = useQuery({
    queryKey: ['erasure', address],
    queryFn: ({ signal }) => get<ErasurePreview>(address, signal),
    // Counted anew each time.
    ...{ gcTime: 0, staleTime: 0, retry: false },
  })
  return (
    <Dialog title={words.title} onClose={onClose}>
      {!preview && !error && <Loading />}
      <div className={classes.inDialog}>
        <Refusal error={error} />
        {preview && (
          <>
            <WhatGoes preview={preview} />
            <Confirmation
              {...{ address, means: words.means, deed: words.deed, onErased }}
              email={preview.person.email}
            />
          </>
        )}
      </div>
      <CloseButton />
    </Dialog>
  )
}

function WhatGoes({ preview: { goes, stays, courses } }: { preview: ErasurePreview }): ReactNode {
  const { t } = useTranslation('account')
  const { files, waiting, conversations, comments, drafts, notices } = goes
  return (
    <dl className={classes.means}>
      <dt>{t('eraseGoes')}</dt>
      <dd>{t('eraseIdentity')}</dd>
      {files > 0 && (
        <dd>
          {t('eraseFiles', { count: files })} {waiting > 0 && t('eraseWaiting', { count: waiting })}
        </dd>
      )}
      <dd>{t('eraseTalk', { conversations, comments })}</dd>
      {drafts + notices > 0 && <dd>{t('eraseRest', { drafts, notices })}</dd>}
      <dt>{t('eraseStays')}</dt>
      {stays.results > 0 && <dd>{t('eraseResults', { count: stays.results })}</dd>}
      <dd>{t('eraseRecord', { count: stays.record })}</dd>
      {stays.written > 0 && <dd>{t('eraseWritten', { count: stays.written })}</dd>}
      {courses.length > 0 && (
        <dd>{t('eraseCourses', { courses: courses.map(({ title }) => title).join(', ') })}</dd>
      )}
    </dl>
  )
}

interface ConfirmationProps {
  readonly address: string
  readonly email: string
  readonly means: string
  readonly deed: string
  readonly onErased: () => void
}

function Confirmation({ address, email, means, deed, onErased }: ConfirmationProps): ReactNode {
  const { t } = useTranslation('account')
  const isSame = (typed: string) => typed.trim().toLowerCase() === email.toLowerCase()
  const form = useForm({
    fields: ['email'],
    check: (typed) => ({ email: isSame(typed.email) ? undefined : t('emailDiffers') }),
    send: async (typed) => {
      await send<undefined>('POST', address, { email: typed.email.trim() } satisfies Erasure)
      return 'erased'
    },
    onDone: onErased,
    blame: { emailDiffers: { field: 'email', text: t('emailDiffers') } },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <p>
        <strong>{means}</strong>
      </p>
      <TextInput
        {...form.field('email')}
        label={t('eraseConfirm', { email })}
        type="email"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
      />
      <Refusal error={form.refusal} />
      <div className={classes.row}>
        <Button type="submit" color="red" loading={form.isSending}>
          {deed}
        </Button>
      </div>
    </form>
  )
}
