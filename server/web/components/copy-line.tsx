/** A line to paste elsewhere. */
import { Button } from '@mantine/core'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './copy-line.module.css'
import { useCopy } from './use-copy.ts'

interface CopyLineProps {
  readonly text: string
  /** What it is, for those who hear the button without seeing the line. */
  readonly name: string
  /** Gives the button the focus, where the line takes the place of what had it. */
  readonly autoFocus?: boolean
}

export function CopyLine({ text, name, autoFocus = false }: CopyLineProps): ReactNode {
  const { t } = useTranslation()
  const line = useRef<HTMLElement>(null)
  const { told, copy } = useCopy(line)

  return (
    <div className={classes.copyLine}>
      <code ref={line}>{text}</code>
      <Button
        size="compact-sm"
        variant="default"
        autoFocus={autoFocus}
        aria-label={`${t('copy')}: ${name}`}
        onClick={() => void copy(text)}
      >
        {t('copy')}
      </Button>
      <span role="status" className={classes.told}>
        {told}
      </span>
    </div>
  )
}
