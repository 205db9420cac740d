/** API keys: those there are, and new ones. */
import { Table, TextInput } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CreatedKey, ListOfKeys } from '../../api/keys.ts'
import type { Wire } from '../../api/wire.ts'
import { get, send } from '../client.ts'
import { CopyLine } from '../components/copy-line.tsx'
import { ConfirmButton } from '../components/dialog.tsx'
import { relativeTime, useNow } from '../dates.ts'
import classes from './account.module.css'
import { SubmitButton } from './fields.tsx'
import { Refusal } from './refusal.tsx'
import { Section } from './section.tsx'
import { useForm } from './use-form.ts'

const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => get<Wire<ListOfKeys>>('/api/keys', signal),
})

export function KeysSection(): ReactNode {
  const { t } = useTranslation('account')
  const { data, error } = useQuery(keysQuery)
  return (
    <Section title={t('keysTitle')} about={t('keysAbout')}>
      <Refusal error={error} />
      {data && data.keys.length > 0 && <KeyTable keys={data.keys} />}
      <NewKeyForm />
    </Section>
  )
}

function KeyTable({ keys }: { keys: Wire<ListOfKeys>['keys'] }): ReactNode {
  const { t } = useTranslation('account')
  const now = useNow()
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: (id: string) => send<undefined>('DELETE', `/api/keys/${id}`),
    onSettled: () => queries.invalidateQueries(keysQuery),
  })
  return (
    <>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('keyName')}</Table.Th>
            <Table.Th>{t('keyUsed')}</Table.Th>
            <Table.Th>
              <span className={classes.unseen}>{t('revoke')}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map(({ id, name, start, lastUsedAt }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <strong className={classes.name}>{name}</strong>
                <code className={classes.faint}>{start}…</code>
              </Table.Td>
              <Table.Td>
                {lastUsedAt === null ? t('keyNever') : relativeTime(lastUsedAt, now)}
              </Table.Td>
              <Table.Td className={classes.last}>
                <ConfirmButton
                  deed={t('revoke')}
                  name={t('revokeKey', { name })}
                  question={t('revokeKeyQuestion', { name })}
                  onConfirm={() => {
                    revoke.mutate(id)
                  }}
                >
                  {t('revokeKeyMeans')}
                </ConfirmButton>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Refusal error={revoke.error} />
    </>
  )
}

function NewKeyForm(): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const form = useForm({
    fields: ['key'],
    check: ({ key }) => ({ key: key.trim() === '' ? t('keyNameMissing') : undefined }),
    send: ({ key }) => send<Wire<CreatedKey>>('POST', '/api/keys', { name: key.trim() }),
    onDone(_created, form) {
      form.reset()
      void queries.invalidateQueries(keysQuery)
    },
  })
  return (
    <form className={classes.form} noValidate onSubmit={form.submit}>
      <TextInput
        {...form.field('key')}
        label={t('keyNew')}
        placeholder={t('keyExample')}
        autoComplete="off"
        maxLength={80}
      />
      <Refusal error={form.refusal} />
      <div className={classes.row}>
        <SubmitButton isSending={form.isSending}>{t('keyMake')}</SubmitButton>
      </div>
      <div role="status">{form.answer && <Created created={form.answer} />}</div>
    </form>
  )
}

function Created({ created }: { created: Wire<CreatedKey> }): ReactNode {
  const { t } = useTranslation('account')
  const command = `ATTENDANT_KEY=${created.key} npm run submit -- attention --url ${window.location.origin}`
  return (
    <div className={classes.once}>
      <p>{t('keyMade', { name: created.name })}</p>
      <CopyLine text={created.key} name={t('keyItself')} />
      <p>{t('keyCommand')}</p>
      <CopyLine text={command} name={t('keyCommandName')} />
    </div>
  )
}
