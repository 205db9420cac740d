import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './report.module.css'

/** A line to paste elsewhere. */
export function CopyLine({ text }: { text: string }): ReactNode {
  const { t } = useTranslation('report')
  const { copy, copied } = useClipboard()
  return (
    <div className={classes.copyLine}>
      <code>{text}</code>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          copy(text)
        }}
      >
        <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
      </Button>
    </div>
  )
}
