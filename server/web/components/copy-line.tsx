/** A line to paste elsewhere. */
import { Button } from '@mantine/core'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './copy-line.module.css'

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
  const [told, setTold] = useState('')

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setTold(t('copied'))
    } catch {
      // Browsers lend the clipboard to https alone; there the line is selected, for the keyboard.
      if (line.current) getSelection()?.selectAllChildren(line.current)
      setTold(t('copySelected'))
    }
  }

  return (
    <div className={classes.copyLine}>
      <code ref={line}>{text}</code>
      <Button
        size="compact-sm"
        variant="default"
        autoFocus={autoFocus}
        aria-label={`${t('copy')}: ${name}`}
        onClick={() => void copy()}
      >
        {t('copy')}
      </Button>
      <span role="status" className={classes.told}>
        {told}
      </span>
    </div>
  )
}
