import { useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

/** Copies a text, and tells what came of it. `shown` is where it can be read. */
export function useCopy(shown: RefObject<HTMLElement | null>): {
  readonly told: string
  readonly copy: (text: string) => Promise<void>
} {
  const { t } = useTranslation()
  const [told, setTold] = useState('')

  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setTold(t('copied'))
    } catch {
      // Browsers lend the clipboard to https alone; there it is selected, for the keyboard.
      if (shown.current) getSelection()?.selectAllChildren(shown.current)
      setTold(t('copySelected'))
    }
  }

  return { told, copy }
}
