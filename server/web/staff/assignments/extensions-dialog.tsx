/** Who has more time for an assignment, and a form that gives it. */
import { Alert, Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Extensions } from '../../../api/assignments.ts'
import type { Wire } from '../../../api/wire.ts'
import { send } from '../../client.ts'
import { CloseButton, Dialog } from '../../components/dialog.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import classes from './assignments.module.css'
import { extensionsQuery, pathOf, studentsQuery, type ListedAssignment } from './questions.ts'
import { typedIn } from './typed.ts'
import { instantOf, wallTime } from './wall-time.ts'

interface ExtensionsDialogProps {
  readonly course: string
  readonly assignment: ListedAssignment
  readonly timeZone: string
  readonly onChanged: () => void
  readonly onClose: () => void
}

interface Wanted {
  readonly user: string
  /** Null takes it back. */
  readonly extension: { readonly dueAt: string; readonly reason: string } | null
}

export function ExtensionsDialog(props: ExtensionsDialogProps): ReactNode {
  const { course, assignment, timeZone, onChanged, onClose } = props
  const { t } = useTranslation('assignments')
  const queries = useQueryClient()
  const question = extensionsQuery(course, assignment.id)
  const extensions = useQuery(question)
  const people = useQuery(studentsQuery(course))
  const change = useMutation({
    mutationFn: ({ user, extension }: Wanted) =>
      send<Wire<Extensions>>(
        extension ? 'PUT' : 'DELETE',
        `${pathOf(course)}/${assignment.id}/extensions/${user}`,
        extension ?? undefined,
      ),
    onSuccess: (answer) => {
      queries.setQueryData(question.queryKey, answer)
      onChanged()
    },
  })
  const students = (people.data?.people ?? []).filter(({ role }) => role === 'student')
  const error = extensions.error ?? people.error ?? change.error
  const given = extensions.data?.extensions ?? []
  return (
    <Dialog title={t('extensionsOf', { title: assignment.title })} onClose={onClose}>
      {!extensions.data && !error && <Loading />}
      {extensions.data && given.length === 0 && <p>{t('noExtensions')}</p>}
      <ul className={classes.list}>
        {given.map(({ student, dueAt, reason }) => (
          <li key={student.id}>
            <div>
              <strong>{student.name}</strong> <span className={classes.faint}>{student.email}</span>
              <div>{t('until', { time: dateTime(dueAt, timeZone) })}</div>
              <div className={classes.faint}>{reason}</div>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('takeBackFrom', { name: student.name })}
              onClick={() => {
                change.mutate({ user: student.id, extension: null })
              }}
            >
              {t('takeBack')}
            </Button>
          </li>
        ))}
      </ul>
      {assignment.dueAt === null ? (
        <p>{t('neverDue')}</p>
      ) : (
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            const form = event.currentTarget
            const text = typedIn(form)
            const dueAt = instantOf(text('dueAt'), timeZone)
            if (dueAt === null) return
            const extension = { dueAt, reason: text('reason') }
            change.mutate(
              { user: text('user'), extension },
              {
                onSuccess: () => {
                  form.reset()
                },
              },
            )
          }}
        >
          <NativeSelect
            required
            name="user"
            label={t('student')}
            data={[
              { value: '', label: t('chooseStudent') },
              ...students.map(({ id, name, email }) => ({
                ...{ value: id, label: `${name} · ${email}` },
              })),
            ]}
          />
          <TextInput
            required
            type="datetime-local"
            name="dueAt"
            label={t('newDue')}
            description={t('zone', { zone: timeZone })}
            min={wallTime(assignment.dueAt, timeZone)}
            defaultValue={wallTime(assignment.dueAt, timeZone)}
          />
          <TextInput
            required
            name="reason"
            label={t('reason')}
            description={t('reasonAbout')}
            maxLength={1000}
            autoComplete="off"
          />
          {error && (
            <Alert color="red" role="alert" p="sm">
              {error.message}
            </Alert>
          )}
          <div className={classes.buttons}>
            <Button type="submit" loading={change.isPending}>
              {t('grant')}
            </Button>
          </div>
        </form>
      )}
      <CloseButton />
    </Dialog>
  )
}
