/** Fetches the full editor while somebody may type in the plain one already. */
import { useEffect, useState, type ComponentType } from 'react'
import { currentLanguage } from '../language.ts'
import type { MonacoEditorProps } from './monaco-editor.tsx'
import type { Caret } from './plain-editor.tsx'

interface Loaded {
  readonly Editor: ComponentType<MonacoEditorProps>
  /** Where the caret was in the plain editor just then. */
  readonly caret: Caret | null
}

type Loading = 'loading' | 'failed' | Loaded

/** Begins to fetch it when it is wanted. */
export function useMonaco(wanted: boolean): Loading {
  const [loading, setLoading] = useState<Loading>('loading')
  // Its code is a download of its own, and can fail like any other.
  useEffect(() => {
    if (!wanted) return
    let left = false
    loadMonaco().then(
      (Editor) => {
        if (!left) setLoading({ Editor, caret: plainCaret() })
      },
      () => {
        if (!left) setLoading('failed')
      },
    )
    return () => {
      left = true
    }
  }, [wanted])
  return loading
}

async function loadMonaco(): Promise<ComponentType<MonacoEditorProps>> {
  // Its own words have to be there before it is.
  if (currentLanguage() === 'zh') await import('monaco-editor/nls/lang/zh-cn')
  const { MonacoEditor } = await import('./monaco-editor.tsx')
  return MonacoEditor
}

function plainCaret(): Caret | null {
  const focused = document.activeElement
  if (!(focused instanceof HTMLTextAreaElement)) return null
  return { start: focused.selectionStart, end: focused.selectionEnd }
}
