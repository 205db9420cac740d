/** The editor as a plain text field: for screen readers that prefer it, for phones, and until the full one is there. */
import { useImperativeHandle, useRef, type ReactNode, type Ref } from 'react'
import classes from './editor.module.css'

/** What others may ask of the editor. */
export interface EditorHandle {
  readonly format: () => void
  /** Line and column count from 1. */
  readonly goTo: (line: number, column: number) => void
}

export interface EditorProps {
  readonly source: string
  readonly fontSize: number
  /** What the text is, for those who do not see it. */
  readonly label: string
  /** Long lines go on below, as in prose; in code they stay one line. */
  readonly wraps: boolean
  readonly handle: Ref<EditorHandle>
  readonly onType: (source: string) => void
}

/** A selection, as positions in the text. */
export interface Caret {
  readonly start: number
  readonly end: number
}

export function PlainEditor({
  source,
  fontSize,
  label,
  wraps,
  handle,
  onType,
}: EditorProps): ReactNode {
  const field = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(handle, () => ({
    format() {
      // A plain field leaves the text as it is.
    },
    goTo(line, column) {
      const before = source.split('\n').slice(0, line - 1)
      const at = before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1
      field.current?.focus()
      field.current?.setSelectionRange(at, at)
    },
  }))
  return (
    <textarea
      ref={field}
      className={classes.plain}
      style={{ fontSize }}
      aria-label={label}
      value={source}
      wrap={wraps ? 'soft' : 'off'}
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
