import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import classes from './review.module.css'

/** Asked before changes of a review that was done are lost. */
export function LeaveQuestion({ onAnswer }: { onAnswer: (leaves: boolean) => void }): ReactNode {
  const { t } = useTranslation('review')
  return (
    <Dialog
      title={t('leaveTitle')}
      onClose={(value) => {
        onAnswer(value === 'leave')
      }}
    >
      <p>{t('leaveText')}</p>
      <form method="dialog" className={classes.answers}>
        <Button type="submit" variant="default">
          {t('stay')}
        </Button>
        <Button type="submit" value="leave" color="red">
          {t('leave')}
        </Button>
      </form>
    </Dialog>
  )
}
