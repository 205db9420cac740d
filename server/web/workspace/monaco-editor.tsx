/** The full editor. It is told a new text only when one comes from elsewhere, and then as an edit that can be undone. */
import { useEffect, useEffectEvent, useImperativeHandle, useRef, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import classes from './editor.module.css'
import { editor as monaco, KeyCode, KeyMod, setChecks, Uri, type Checks } from './monaco.ts'
import type { Caret, EditorProps } from './plain-editor.tsx'

export interface MonacoEditorProps extends EditorProps {
  /** What the file is called; its ending says in which language it is. */
  readonly path: string
  readonly dark: boolean
  readonly checks: Checks
  /** Where the caret was in the editor that this one replaces; null when the focus was elsewhere. */
  readonly caret: Caret | null
  /** Told true when Esc was pressed, so that Tab leaves the editor, and false when that is over. */
  readonly onLeaving: (leaving: boolean) => void
}

type Editor = monaco.IStandaloneCodeEditor

export function MonacoEditor(props: MonacoEditorProps): ReactNode {
  const { source, fontSize, path, label, wraps, dark, checks, caret, handle, onType, onLeaving } =
    props
  const { t } = useTranslation('workspace')
  const host = useRef<HTMLDivElement>(null)
  const opened = useRef<Editor>(null)
  /** While a text from elsewhere is put in. */
  const isFollowing = useRef(false)
  const create = useEffectEvent((element: HTMLElement) => {
    // Without a language, the editor goes by the path's ending.
    const model = monaco.createModel(source, undefined, Uri.parse(`file:///${path}`))
    const editor = monaco.create(element, {
      ...{ model, fontSize, ariaLabel: label, accessibilitySupport: 'auto' },
      ...appearance,
      wordWrap: wraps ? 'on' : 'off',
    })
    if (caret) {
      editor.setSelection(
        monacoRange(model.getPositionAt(caret.start), model.getPositionAt(caret.end)),
      )
      editor.focus()
    }
    editor.addAction({
      id: 'attendant.format',
      label: t('keyFormat'),
      // The editor has other keys for it on some systems.
      keybindings: [KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF],
      run: format,
    })
    return editor
  })
  const typed = useEffectEvent(onType)
  const leaving = useEffectEvent(onLeaving)
  const leaveLabel = useEffectEvent(() => t('keyLeave'))

  // The editor lives outside of React: made when its place is there, gone with it.
  useEffect(() => {
    if (!host.current) return
    const editor = create(host.current)
    opened.current = editor
    const changes = editor.onDidChangeModelContent(() => {
      const text = editor.getValue()
      if (isFollowing.current) typed(text)
      // At once: what React heard of later would look like a text from elsewhere, and be put over what was typed since.
      else
        flushSync(() => {
          typed(text)
        })
    })
    const stopLeaving = letTabLeave(editor, host.current, leaveLabel(), (now) => {
      leaving(now)
    })
    return () => {
      stopLeaving()
      changes.dispose()
      editor.getModel()?.dispose()
      editor.dispose()
      opened.current = null
    }
  }, [])

  // A text from another tab or device, or the stub put back.
  useEffect(() => {
    const editor = opened.current
    const model = editor?.getModel()
    if (!editor || !model || model.getValue() === source) return
    isFollowing.current = true
    editor.pushUndoStop()
    editor.executeEdits('draft', [{ range: model.getFullModelRange(), text: source }])
    editor.pushUndoStop()
    isFollowing.current = false
  }, [source])

  // Settings that change while it is open.
  useEffect(() => {
    opened.current?.updateOptions({ fontSize })
  }, [fontSize])
  useEffect(() => {
    monaco.setTheme(dark ? 'attendant-dark' : 'attendant-light')
  }, [dark])
  useEffect(() => {
    setChecks(checks)
  }, [checks])

  useImperativeHandle(handle, () => ({
    format() {
      if (opened.current) format(opened.current)
    },
    goTo(lineNumber, column) {
      opened.current?.setPosition({ lineNumber, column })
      opened.current?.revealLineInCenterIfOutsideViewport(lineNumber)
      opened.current?.focus()
    },
  }))

  return <div ref={host} className={classes.full} />
}

const appearance = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily: 'ui-monospace, "Cascadia Code", Menlo, Consolas, monospace',
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  minimap: { enabled: false },
  stickyScroll: { enabled: false },
  scrollBeyondLastLine: false,
  padding: { top: 8, bottom: 8 },
  lineNumbersMinChars: 3,
  renderLineHighlightOnlyWhenFocus: true,
  renderFinalNewline: 'on',
  overviewRulerBorder: false,
  wordBasedSuggestions: 'off',
  // Formulas in comments are full of such letters.
  unicodeHighlight: { ambiguousCharacters: false, nonBasicASCII: false },
  ...{ codeLens: false, colorDecorators: false, inlineSuggest: { enabled: false } },
  ...{ dropIntoEditor: { enabled: false }, pasteAs: { enabled: false } },
  scrollbar: { alwaysConsumeMouseWheel: false },
} as const satisfies monaco.IStandaloneEditorConstructionOptions

function format(editor: monaco.ICodeEditor): void {
  void editor.getAction('editor.action.formatDocument')?.run()
}

/** Where Esc has something of its own to close, it does that first. */
const nothingToClose = [
  ...['suggestWidgetVisible', 'findWidgetVisible', 'parameterHintsVisible', 'renameInputVisible'],
  ...['markersNavigationVisible', 'inSnippetMode', 'editorHasMultipleSelections'],
  ...['editorHasSelection', 'editorHoverVisible', 'codeActionMenuVisible'],
]
  .map((context) => `!${context}`)
  .join(' && ')

/** Esc, then Tab leaves the editor, so that nobody is caught in it. Returns what ends this. */
function letTabLeave(
  editor: Editor,
  host: HTMLElement,
  label: string,
  onChange: (leaving: boolean) => void,
): () => void {
  let leaving = false
  const change = (next: boolean) => {
    if (next === leaving) return
    leaving = next
    onChange(next)
  }
  editor.addAction({
    id: 'attendant.leave',
    label,
    keybindings: [KeyCode.Escape],
    keybindingContext: nothingToClose,
    run() {
      change(true)
    },
  })
  const onKey = (event: KeyboardEvent) => {
    // The editor does not see this Tab; the browser does with it what it always does.
    if (event.key === 'Tab' && leaving) event.stopPropagation()
    else if (event.key !== 'Shift' && event.key !== 'Escape') change(false)
  }
  host.addEventListener('keydown', onKey, { capture: true })
  const blurs = editor.onDidBlurEditorText(() => {
    change(false)
  })
  return () => {
    host.removeEventListener('keydown', onKey, { capture: true })
    blurs.dispose()
  }
}

function monacoRange(
  start: { lineNumber: number; column: number },
  end: { lineNumber: number; column: number },
) {
  return {
    ...{ startLineNumber: start.lineNumber, startColumn: start.column },
    ...{ endLineNumber: end.lineNumber, endColumn: end.column },
  }
}
