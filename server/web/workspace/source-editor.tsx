/** The student's file: the editor, and what stands above it. */
import { Button } from '@mantine/core'
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftKeeper } from './draft-keeper.ts'
import classes from './editor.module.css'
import { PlainEditor } from './plain-editor.tsx'

interface SourceEditorProps {
  readonly exercise: string
  readonly stub: string
  readonly keeper: DraftKeeper
}

export function SourceEditor({ exercise, stub, keeper }: SourceEditorProps): ReactNode {
  const { t } = useTranslation('workspace')
  const source = useSyncExternalStore(keeper.subscribe, () => keeper.current().state.source)
  return (
    <>
      <div className={classes.bar}>
        <h2 className={classes.file}>{exercise}.ts</h2>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          disabled={source === stub}
          onClick={() => {
            keeper.tell({ kind: 'replaced', source: stub })
          }}
        >
          {t('startOver')}
        </Button>
      </div>
      <div className={classes.editor}>
        <PlainEditor
          source={source}
          fontSize={14}
          onType={(typed) => {
            keeper.tell({ kind: 'typed', source: typed })
          }}
        />
      </div>
    </>
  )
}
