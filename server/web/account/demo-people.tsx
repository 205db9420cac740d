/** The people of the demonstration course: one click each. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../api/session.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { changePerson } from '../queries.ts'
import classes from './account.module.css'
import { Refusal } from './refusal.tsx'

const roles = ['student', 'assistant', 'instructor'] as const
type Role = (typeof roles)[number]

export function DemoPeople(): ReactNode {
  const { t } = useTranslation('account')
  const queries = useQueryClient()
  const signIn = useMutation({
    mutationFn: (role: Role) => send<Wire<Session>>('POST', '/api/session/demo', { role }),
    onSuccess(session) {
      changePerson(queries, session)
    },
  })
  const people = {
    student: { name: t('asStudent'), sees: t('studentSees') },
    assistant: { name: t('asAssistant'), sees: t('assistantSees') },
    instructor: { name: t('asInstructor'), sees: t('instructorSees') },
  }
  return (
    <div className={classes.people}>
      <p>{t('demo')}</p>
      {roles.map((role) => (
        <button
          key={role}
          type="button"
          className={classes.person}
          aria-disabled={signIn.isPending}
          onClick={() => {
            if (!signIn.isPending) signIn.mutate(role)
          }}
        >
          <strong>{people[role].name}</strong>
          <span className={classes.faint}>{people[role].sees}</span>
        </button>
      ))}
      <Refusal error={signIn.error} />
    </div>
  )
}
