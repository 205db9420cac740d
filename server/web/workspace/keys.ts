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
  report: { shown: isApple ? '⌥ R' : 'Alt+R', aria: 'Alt+R' },
} as const satisfies Record<string, Key>

/** Those of the full editor, for the list of them. */
export const editorKeys = {
  format: isApple ? '⇧ ⌥ F' : 'Shift+Alt+F',
  comment: isApple ? '⌘ /' : 'Ctrl+/',
  find: isApple ? '⌘ F' : 'Ctrl+F',
  suggest: isApple ? '⌃ Space' : 'Ctrl+Space',
  commands: 'F1',
  nextProblem: 'F8',
  leave: 'Esc, Tab',
  tabMode: isApple ? '⌃ ⇧ M' : 'Ctrl+M',
} as const

/** Which of them this is; null for any other key. */
export function pressed(event: KeyboardEvent): keyof typeof keys | null {
  const { key, code, altKey, ctrlKey, metaKey, shiftKey, isComposing } = event
  if (isComposing) return null
  if (key === 'Enter' && (ctrlKey || metaKey) && !altKey) return shiftKey ? 'submit' : 'run'
  // What Alt and a letter give as `key` depends on the keyboard's language.
  if (code === 'KeyR' && altKey && !ctrlKey && !metaKey && !shiftKey) return 'report'
  return null
}
