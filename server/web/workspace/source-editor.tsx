/** The student's file in the editor, and the way back to the stub. */
import { Button } from '@mantine/core'
import { useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeEditor, tool } from './code-editor.tsx'
import type { DraftKeeper } from './draft-keeper.ts'
import type { EditorHandle } from './plain-editor.tsx'
import { Question } from './question.tsx'

interface SourceEditorProps {
  readonly exercise: string
  readonly stub: string
  readonly keeper: DraftKeeper
  readonly handle: RefObject<EditorHandle | null>
}

export function SourceEditor({ exercise, stub, keeper, handle }: SourceEditorProps): ReactNode {
  const { t } = useTranslation('workspace')
  const source = useSyncExternalStore(keeper.subscribe, () => keeper.current().state.source)
  const path = `${exercise}.ts`
  return (
    <CodeEditor
      files={[{ path, source }]}
      seen={path}
      label={t('solution')}
      handle={handle}
      onType={(_path, typed) => {
        keeper.tell({ kind: 'typed', source: typed })
      }}
    >
      <StartOver stub={stub} keeper={keeper} unchanged={source === stub} />
    </CodeEditor>
  )
}

function StartOver({
  stub,
  keeper,
  unchanged,
}: {
  stub: string
  keeper: DraftKeeper
  unchanged: boolean
}): ReactNode {
  const { t } = useTranslation('workspace')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        {...tool}
        disabled={unchanged}
        onClick={() => {
          setAsking(true)
        }}
      >
        {t('startOver')}
      </Button>
      {asking && (
        <Question
          title={t('startOverTitle')}
          deed={t('startOver')}
          onAnswer={(yes) => {
            setAsking(false)
            if (yes) keeper.tell({ kind: 'replaced', source: stub })
          }}
        >
          {t('startOverText')}
        </Question>
      )}
    </>
  )
}
