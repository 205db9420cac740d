/** How somebody likes the editor on this device. */
import { useState } from 'react'

interface EditorSettings {
  /** A plain text field instead of the full editor. */
  readonly plain: boolean
  readonly fontSize: number
}

const storageKey = 'attendant-editor'
const smallest = 11
const largest = 24

/** The settings, and what changes and remembers some of them. */
export function useEditorSettings(): [EditorSettings, (change: Partial<EditorSettings>) => void] {
  const [settings, setSettings] = useState(readSettings)
  const change = (wanted: Partial<EditorSettings>) => {
    const { plain, fontSize } = { ...settings, ...wanted }
    const next = { plain, fontSize: Math.min(Math.max(fontSize, smallest), largest) }
    setSettings(next)
    localStorage.setItem(storageKey, JSON.stringify(next))
  }
  return [settings, change]
}

function readSettings(): EditorSettings {
  const touchOnly = window.matchMedia('(hover: none) and (pointer: coarse)').matches
  const usual = { plain: touchOnly, fontSize: 14 }
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as object) }
  } catch {
    return usual
  }
}
