/** The exercises of a course: when they are due, what they count, and how its students stand. */
import { Alert, Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Refused, send } from '../../client.ts'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import type { AreaProps } from '../area.ts'
import { AssignmentTable } from './assignment-table.tsx'
import classes from './assignments.module.css'
import { ExtensionsDialog } from './extensions-dialog.tsx'
import { MoveDates } from './move-dates.tsx'
import { assignmentsQuery, pathOf, type ListedAssignments } from './questions.ts'
import type { Conflict } from './settings.ts'
import { SettingsDialog } from './settings-dialog.tsx'

interface Change {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path?: string
  readonly body?: unknown
}

export default function AssignmentsPage({ course: { slug } }: AreaProps): ReactNode {
  const { t } = useTranslation('assignments')
  const queries = useQueryClient()
  const question = assignmentsQuery(slug)
  const { data, error, refetch } = useQuery(question)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<{ id: string; part: 'settings' | 'extensions' } | null>(null)
  const change = useMutation({
    mutationFn: ({ method, path = '', body }: Change) =>
      send<ListedAssignments>(method, pathOf(slug) + path, body),
    onSuccess: (answer) => {
      queries.setQueryData(question.queryKey, answer)
      void queries.invalidateQueries({ queryKey: ['course', slug] })
      setOpen(null)
    },
  })
  if (!data) {
    return error ? <Fault error={error} onTryAgain={() => void refetch()} /> : <Loading />
  }

  const { assignments, available, timeZone, students } = data
  const opened = assignments.find(({ id }) => id === open?.id)
  const present = assignments.map(({ id }) => id).filter((id) => chosen.has(id))
  const close = () => {
    setOpen(null)
    change.reset()
  }
  return (
    <>
      <p className={classes.faint}>{t('zone', { zone: timeZone })}</p>
      <form
        className={classes.bar}
        onSubmit={(event) => {
          event.preventDefault()
          const exercise = new FormData(event.currentTarget).get('exercise')
          if (exercise) change.mutate({ method: 'POST', body: { exercise } })
        }}
      >
        <NativeSelect
          name="exercise"
          label={t('add')}
          disabled={available.length === 0}
          data={
            available.length === 0
              ? [{ value: '', label: t('allGiven') }]
              : available.map((one) => ({
                  ...{ value: one.slug, label: `${one.code} ${one.title}` },
                }))
          }
        />
        <Button type="submit" variant="default" disabled={available.length === 0}>
          {t('addIt')}
        </Button>
      </form>
      {change.error && !open && (
        <Alert color="red" role="alert" mb="md">
          {change.error.message}
        </Alert>
      )}
      {present.length > 0 && (
        <MoveDates
          count={present.length}
          isMoving={change.isPending}
          onMove={(shift) => {
            change.mutate({ method: 'PATCH', body: { assignments: present, shift } })
          }}
        />
      )}
      {assignments.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <AssignmentTable
          {...{ assignments, timeZone, students, chosen, onChoose: setChosen }}
          onOpen={(id, part) => {
            change.reset()
            setOpen({ id, part })
          }}
          onOrder={(ids) => {
            change.mutate({ method: 'PUT', path: '/order', body: { assignments: ids } })
          }}
        />
      )}
      {opened && open?.part === 'settings' && (
        <SettingsDialog
          assignment={opened}
          timeZone={timeZone}
          error={conflictIn(change.error) ? null : change.error}
          isSaving={change.isPending}
          onSave={(wanted, onConflict) => {
            const body = { assignments: [opened.id], ...wanted }
            change.mutate(
              { method: 'PATCH', body },
              {
                onError: (error) => {
                  const conflict = conflictIn(error)
                  if (conflict) onConflict(conflict)
                },
              },
            )
          }}
          onRemove={() => {
            change.mutate({ method: 'DELETE', path: `/${opened.id}` })
          }}
          onClose={close}
        />
      )}
      {opened && open?.part === 'extensions' && (
        <ExtensionsDialog
          course={slug}
          assignment={opened}
          timeZone={timeZone}
          onChanged={() => void refetch()}
          onClose={close}
        />
      )}
    </>
  )
}

/** What the server refused a change for, where it is that somebody else was faster. */
function conflictIn(error: unknown): Conflict | null {
  if (!(error instanceof Refused) || error.code !== 'assignmentChanged') return null
  return error.details as Conflict
}
