/** Asks before somebody is taken out of the course: who it is, what goes and what stays. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import classes from './account.module.css'
import { Refusal } from './refusal.tsx'
import type { Role } from './roles.ts'

interface RemovalDialogProps {
  readonly person: { readonly name: string; readonly role: Role }
  readonly error: Error | null
  readonly isRemoving: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export function RemovalDialog(props: RemovalDialogProps): ReactNode {
  const { person, error, isRemoving, onConfirm, onClose } = props
  const { t } = useTranslation(['account', 'shell'])
  const { name, role } = person
  return (
    <Dialog title={t('removalQuestion', { name })} onClose={onClose}>
      <dl className={classes.means}>
        <dt>{t('removalGoes')}</dt>
        <dd>{t('removalPlace')}</dd>
        {role === 'student' && <dd>{t('removalLists')}</dd>}
        <dt>{t('removalStays')}</dt>
        <dd>{t('removalWork')}</dd>
        <dd>{t('removalBack')}</dd>
      </dl>
      <Refusal error={error} />
      <form method="dialog" className={classes.answers}>
        <Button type="submit" variant="default">
          {t('cancel', { ns: 'shell' })}
        </Button>
        <Button color="red" loading={isRemoving} onClick={onConfirm}>
          {t('personRemove')}
        </Button>
      </form>
    </Dialog>
  )
}
