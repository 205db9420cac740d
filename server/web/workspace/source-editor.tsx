/** The student's file: the editor that they like, and what can be done with the file. */
import { Button, useComputedColorScheme } from '@mantine/core'
import { useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'
import type { DraftKeeper } from './draft-keeper.ts'
import { useEditorSettings } from './editor-settings.ts'
import classes from './editor.module.css'
import { editorKeys } from './keys.ts'
import type { EditorHandle } from './monaco-editor.tsx'
import { PlainEditor } from './plain-editor.tsx'
import { useMonaco } from './use-monaco.ts'

interface SourceEditorProps {
  readonly exercise: string
  readonly stub: string
  readonly keeper: DraftKeeper
  readonly handle: RefObject<EditorHandle | null>
}

export function SourceEditor({ exercise, stub, keeper, handle }: SourceEditorProps): ReactNode {
  const { t } = useTranslation('workspace')
  const source = useSyncExternalStore(keeper.subscribe, () => keeper.current().state.source)
  const [{ plain, fontSize }, changeSettings] = useEditorSettings()
  const dark = useComputedColorScheme() === 'dark'
  const monaco = useMonaco(!plain)
  const full = !plain && typeof monaco === 'object' ? monaco : null
  const [leaving, setLeaving] = useState(false)
  const onType = (typed: string) => {
    keeper.tell({ kind: 'typed', source: typed })
  }
  const tool = { variant: 'subtle', color: 'gray', size: 'compact-sm' } as const

  return (
    <>
      <div className={classes.bar}>
        <h2 className={classes.file}>{exercise}.ts</h2>
        {full && (
          <Button
            {...tool}
            title={editorKeys.format}
            onClick={() => {
              handle.current?.format()
            }}
          >
            {t('format')}
          </Button>
        )}
        <Button
          {...tool}
          aria-label={t('smaller')}
          title={t('smaller')}
          onClick={() => {
            changeSettings({ fontSize: fontSize - 1 })
          }}
        >
          A−
        </Button>
        <Button
          {...tool}
          aria-label={t('larger')}
          title={t('larger')}
          onClick={() => {
            changeSettings({ fontSize: fontSize + 1 })
          }}
        >
          A+
        </Button>
        <Button
          {...tool}
          variant={plain ? 'light' : 'subtle'}
          aria-pressed={plain}
          title={t('plainTextTitle')}
          onClick={() => {
            changeSettings({ plain: !plain })
          }}
        >
          {t('plainText')}
        </Button>
        <StartOver stub={stub} keeper={keeper} unchanged={source === stub} />
      </div>
      <div className={classes.editor}>
        {full ? (
          <full.Editor
            {...{ source, fontSize, exercise, dark, handle, onType }}
            caret={full.caret}
            onLeaving={setLeaving}
          />
        ) : (
          <PlainEditor {...{ source, fontSize, handle, onType }} />
        )}
      </div>
      {full && (
        <p className={classes.note} role="status">
          {leaving ? t('leaving') : t('leaveHint')}
        </p>
      )}
      {!plain && !full && (
        <p className={classes.note} role="status">
          {monaco === 'failed' ? t('editorFailed') : t('loadingEditor')}
        </p>
      )}
    </>
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
  const close = () => {
    setAsking(false)
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        disabled={unchanged}
        onClick={() => {
          setAsking(true)
        }}
      >
        {t('startOver')}
      </Button>
      {asking && (
        <Dialog
          title={t('startOverTitle')}
          onClose={close}
          actions={
            <>
              <Button variant="default" onClick={close}>
                {t('cancel')}
              </Button>
              <Button
                onClick={() => {
                  keeper.tell({ kind: 'replaced', source: stub })
                  close()
                }}
              >
                {t('startOver')}
              </Button>
            </>
          }
        >
          <p>{t('startOverText')}</p>
        </Dialog>
      )}
    </>
  )
}
