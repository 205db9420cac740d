/** A question that is answered before something is done. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../components/dialog.tsx'
import classes from './question.module.css'

interface QuestionProps {
  readonly title: string
  /** What is done when the answer is yes. */
  readonly deed: string
  readonly onAnswer: (yes: boolean) => void
  readonly children: ReactNode
}

export function Question({ title, deed, onAnswer, children }: QuestionProps): ReactNode {
  const { t } = useTranslation('workspace')
  return (
    <Dialog
      title={title}
      onClose={(value) => {
        onAnswer(value === 'yes')
      }}
    >
      <p>{children}</p>
      <form method="dialog" className={classes.buttons}>
        <Button type="submit" variant="default">
          {t('cancel')}
        </Button>
        <Button type="submit" value="yes">
          {deed}
        </Button>
      </form>
    </Dialog>
  )
}
