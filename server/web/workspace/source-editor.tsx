/** The student's file: the editor that they like, and what can be done with the file. */
import { Button, useComputedColorScheme } from '@mantine/core'
import { useState, useSyncExternalStore, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftKeeper } from './draft-keeper.ts'
import { useEditorSettings } from './editor-settings.ts'
import classes from './editor.module.css'
import { editorKeys } from './keys.ts'
import { PlainEditor, type EditorHandle } from './plain-editor.tsx'
import { Question } from './question.tsx'
import { useMonaco } from './use-monaco.ts'

interface SourceEditorProps {
  readonly exercise: string
  readonly stub: string
  readonly keeper: DraftKeeper
  readonly handle: RefObject<EditorHandle | null>
}

/** How the buttons above the editor look. */
const tool = { variant: 'subtle', color: 'gray', size: 'compact-sm', fw: 500, fz: 'xs' } as const

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

  return (
    <>
      <div className={classes.bar}>
        <h2 className={classes.file}>{exercise}.ts</h2>
        <p className={classes.hint} role="status">
          {full && (leaving ? t('leaving') : t('leaveHint'))}
        </p>
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
          aria-label={`A− ${t('smaller')}`}
          title={t('smaller')}
          onClick={() => {
            changeSettings({ fontSize: fontSize - 1 })
          }}
        >
          A−
        </Button>
        <Button
          {...tool}
          aria-label={`A+ ${t('larger')}`}
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
