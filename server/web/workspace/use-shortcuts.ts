import { useEffect, useEffectEvent } from 'react'
import { pressed } from './keys.ts'
import { reportHeading } from './report-pane.tsx'
import type { HandInKind } from './use-hand-in.ts'

/** Shortcuts hold wherever the focus is, also inside the editor, which has other uses for some of them. */
export function useShortcuts(handIn: (kind: HandInKind) => void, showReport: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = pressed(event)
    if (!key || document.querySelector('dialog[open]')) return
    event.preventDefault()
    event.stopPropagation()
    if (event.repeat) return
    if (key !== 'report') {
      handIn(key)
      return
    }
    showReport()
    // On a phone the heading can have the focus only once its part is shown.
    requestAnimationFrame(() => document.getElementById(reportHeading)?.focus())
  })
  // Keys come to the document before the editor sees them.
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    document.addEventListener(
      'keydown',
      (event) => {
        onKey(event)
      },
      { signal, capture: true },
    )
    return () => {
      listening.abort()
    }
  }, [])
}
