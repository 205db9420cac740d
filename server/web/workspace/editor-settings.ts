/** How somebody likes the editor on this device. */
import { useSyncExternalStore } from 'react'

interface EditorSettings {
  /** A plain text field instead of the full editor. */
  readonly plain: boolean
  readonly fontSize: number
}

const storageKey = 'attendant-editor'
const smallest = 11
const largest = 24

/** Shared by all editors of the page. */
let settings: EditorSettings | null = null
const listeners = new Set<() => void>()

/** The settings, and what changes and remembers some of them. */
export function useEditorSettings(): [EditorSettings, (change: Partial<EditorSettings>) => void] {
  return [useSyncExternalStore(listen, currentSettings), changeSettings]
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function currentSettings(): EditorSettings {
  return (settings ??= readSettings())
}

function changeSettings(wanted: Partial<EditorSettings>): void {
  const { plain, fontSize } = { ...currentSettings(), ...wanted }
  settings = { plain, fontSize: Math.min(Math.max(fontSize, smallest), largest) }
  localStorage.setItem(storageKey, JSON.stringify(settings))
  for (const listener of listeners) listener()
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
