/** Another role or section for one person, or no place in the course any more. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { send } from '../client.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import classes from './account.module.css'
import { Refusal } from './refusal.tsx'
import { RemovalDialog } from './removal-dialog.tsx'
import { isRole, roles, useRoleNames, type Role } from './roles.ts'

interface PersonButtonProps {
  readonly course: string
  readonly person: {
    readonly id: string
    readonly name: string
    readonly role: Role
    readonly section: string | null
  }
}

export function PersonButton({ course, person }: PersonButtonProps): ReactNode {
  const { t } = useTranslation('account')
  const roleNames = useRoleNames()
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const path = `/api/courses/${course}/people/${person.id}`
  const changed = () => {
    // Nothing beside an open dialog can have the focus.
    flushSync(() => {
      setIsAsking(false)
      setIsOpen(false)
    })
    void queries.invalidateQueries({ queryKey: ['people', course] })
    void queries.invalidateQueries({ queryKey: ['session'] })
  }
  const change = useMutation({
    mutationFn: (wanted: { role: Role; section: string | null }) =>
      send<undefined>('PATCH', path, wanted),
    onSuccess: () => {
      changed()
      button.current?.focus()
    },
  })
  const removal = useMutation({
    mutationFn: () => send<undefined>('DELETE', path),
    onSuccess: () => {
      changed()
      // The row takes its button along, and the focus would be lost with it.
      button.current?.closest('section')?.querySelector('h2')?.focus()
    },
  })
  return (
    <>
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        aria-label={`${t('personChange')}: ${person.name}`}
        onClick={() => {
          change.reset()
          setIsOpen(true)
        }}
      >
        {t('personChange')}
      </Button>
      {isOpen && (
        <Dialog
          title={person.name}
          onClose={() => {
            setIsOpen(false)
          }}
        >
          <form
            className={classes.inDialog}
            onSubmit={(event) => {
              event.preventDefault()
              const typed = new FormData(event.currentTarget)
              const [role, section] = [typed.get('role'), typed.get('section')]
              change.mutate({
                role: typeof role === 'string' && isRole(role) ? role : person.role,
                section: typeof section === 'string' ? section.trim() || null : null,
              })
            }}
          >
            <NativeSelect
              name="role"
              label={t('role')}
              defaultValue={person.role}
              data={roles.map((role) => ({ value: role, label: roleNames[role] }))}
            />
            <TextInput
              name="section"
              label={t('personSection')}
              defaultValue={person.section ?? ''}
              autoComplete="off"
              maxLength={100}
            />
            <Refusal error={change.error} />
            <div className={classes.row}>
              <Button type="submit" loading={change.isPending}>
                {t('save')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  removal.reset()
                  setIsAsking(true)
                }}
              >
                {t('personRemoveAsk')}
              </Button>
            </div>
          </form>
          <CloseButton />
        </Dialog>
      )}
      {isAsking && (
        <RemovalDialog
          person={person}
          error={removal.error}
          isRemoving={removal.isPending}
          onConfirm={() => {
            removal.mutate()
          }}
          onClose={() => {
            setIsAsking(false)
          }}
        />
      )}
    </>
  )
}
