/** The editor as a plain text field: for screen readers that prefer it, for phones, and until the full one is there. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './editor.module.css'

export interface EditorProps {
  readonly source: string
  readonly fontSize: number
  readonly onType: (source: string) => void
}

export function PlainEditor({ source, fontSize, onType }: EditorProps): ReactNode {
  const { t } = useTranslation('workspace')
  return (
    <textarea
      className={classes.plain}
      style={{ fontSize }}
      aria-label={t('solution')}
      value={source}
      wrap="off"
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      onChange={({ currentTarget }) => {
        onType(currentTarget.value)
      }}
    />
  )
}
