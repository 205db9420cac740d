/** Another role or section for one person, or no place in the course any more. */
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../client.ts'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import classes from './account.module.css'
import { Refusal } from './refusal.tsx'
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
  const change = useMutation({
    mutationFn: (wanted: { role: Role; section: string | null } | null) =>
      send<undefined>(
        wanted ? 'PATCH' : 'DELETE',
        `/api/courses/${course}/people/${person.id}`,
        wanted ?? undefined,
      ),
    onSuccess: () => {
      setIsOpen(false)
      void queries.invalidateQueries({ queryKey: ['people', course] })
      void queries.invalidateQueries({ queryKey: ['session'] })
    },
  })
  return (
    <>
      <Button
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
            <p className={classes.faint}>{t('personRemoveMeans')}</p>
            <div className={classes.row}>
              <Button type="submit" loading={change.isPending}>
                {t('save')}
              </Button>
              <Button
                variant="default"
                onClick={() => {
                  change.mutate(null)
                }}
              >
                {t('personRemove')}
              </Button>
            </div>
          </form>
          <CloseButton />
        </Dialog>
      )}
    </>
  )
}
