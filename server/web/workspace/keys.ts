/** Keyboard shortcuts of the workspace: how they are shown, how screen readers are told, and what pressing them looks like. */

const isApple = /Mac|iP(hone|ad|od)/.test(navigator.platform)

interface Key {
  readonly shown: string
  /** As `aria-keyshortcuts` wants it. */
  readonly aria: string
}

export const keys = {
  run: isApple
    ? { shown: '⌘ ↵', aria: 'Meta+Enter' }
    : { shown: 'Ctrl+Enter', aria: 'Control+Enter' },
  submit: isApple
    ? { shown: '⇧ ⌘ ↵', aria: 'Shift+Meta+Enter' }
    : { shown: 'Ctrl+Shift+Enter', aria: 'Control+Shift+Enter' },
  report: isApple ? { shown: '⌥ R', aria: 'Alt+R' } : { shown: 'Alt+R', aria: 'Alt+R' },
} as const satisfies Record<string, Key>

/** Which of them this is; null for any other key. */
export function pressed(event: KeyboardEvent): keyof typeof keys | null {
  const { key, code, altKey, ctrlKey, metaKey, shiftKey, isComposing } = event
  if (isComposing) return null
  if (key === 'Enter' && (ctrlKey || metaKey) && !altKey) return shiftKey ? 'submit' : 'run'
  // What Alt and a letter give as `key` depends on the keyboard's language.
  if (code === 'KeyR' && altKey && !ctrlKey && !metaKey && !shiftKey) return 'report'
  return null
}
