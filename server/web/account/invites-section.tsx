/** The links by which people join a course: those there are, and new ones. */
import { Button } from '@mantine/core'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invites } from '../../api/people.ts'
import type { Wire } from '../../api/wire.ts'
import { get, send } from '../client.ts'
import { useNow } from '../dates.ts'
import classes from './account.module.css'
import { InviteTable, stateOf } from './invite-table.tsx'
import { NewInviteDialog } from './new-invite-dialog.tsx'
import { Refusal } from './refusal.tsx'
import { Section } from './section.tsx'

const invitesQuery = (course: string) =>
  queryOptions({
    queryKey: ['invites', course],
    queryFn: ({ signal }) => get<Wire<Invites>>(`/api/courses/${course}/invites`, signal),
  })

export function InvitesSection({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const now = useNow()
  const { data, error } = useQuery(invitesQuery(course))
  const [isMaking, setIsMaking] = useState(false)
  const refresh = () => queries.invalidateQueries(invitesQuery(course))
  const revoke = useMutation({
    mutationFn: (id: string) => send<undefined>('DELETE', `/api/courses/${course}/invites/${id}`),
    onSettled: refresh,
  })
  const invites = data?.invites ?? []
  const open = invites.filter((invite) => stateOf(invite, now) === 'open')
  const past = invites.filter((invite) => stateOf(invite, now) !== 'open')
  return (
    <Section title={t('inviteTitle')} about={t('inviteAbout')}>
      <Refusal error={error ?? revoke.error} />
      {open.length > 0 && <InviteTable invites={open} onRevoke={revoke.mutate} />}
      {data && open.length === 0 && <p>{t('inviteNone')}</p>}
      <div className={classes.row}>
        <Button
          onClick={() => {
            setIsMaking(true)
          }}
        >
          {t('inviteNew')}
        </Button>
      </div>
      {past.length > 0 && (
        <details className={classes.past}>
          <summary>{t('invitesPast', { count: past.length })}</summary>
          <InviteTable invites={past} />
        </details>
      )}
      {isMaking && (
        <NewInviteDialog
          course={course}
          onMade={() => void refresh()}
          onClose={() => {
            setIsMaking(false)
          }}
        />
      )}
    </Section>
  )
}
