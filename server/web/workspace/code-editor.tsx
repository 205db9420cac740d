/** Files in the editor that somebody likes, one of them seen, with what can be changed about the editor above it. */
import { Button, useComputedColorScheme } from '@mantine/core'
import { useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorSettings } from './editor-settings.ts'
import classes from './editor.module.css'
import { editorKeys } from './keys.ts'
import type { Checks } from './monaco.ts'
import { PlainEditor, type EditorHandle } from './plain-editor.tsx'
import { useMonaco } from './use-monaco.ts'

export interface EditedFile {
  /** Its ending says in which language it is. */
  readonly path: string
  /** Where it lies, where more than one open file may be called so. */
  readonly address?: string
  readonly source: string
}

interface CodeEditorProps {
  /** All that are open: those not seen keep their place in the text and what can be undone. */
  readonly files: readonly EditedFile[]
  /** The path of the one that is seen. */
  readonly seen: string
  /** What the text is, for those who do not see it. */
  readonly label: string
  readonly handle: RefObject<EditorHandle | null>
  readonly checks?: Checks
  readonly onType: (path: string, source: string) => void
  /** More buttons above the editor. */
  readonly children?: ReactNode
}

/** How the buttons above the editor look. */
export const tool = {
  ...{ variant: 'subtle', color: 'gray', size: 'compact-sm', fw: 500, fz: 'xs' },
} as const

export function CodeEditor(props: CodeEditorProps): ReactNode {
  const { files, seen, label, handle, checks = 'types', onType, children } = props
  const { t } = useTranslation('workspace')
  const [{ plain, fontSize }, changeSettings] = useEditorSettings()
  const dark = useComputedColorScheme() === 'dark'
  const monaco = useMonaco(!plain)
  const full = !plain && typeof monaco === 'object' ? monaco : null
  const [leaving, setLeaving] = useState(false)

  return (
    <>
      <div className={classes.bar}>
        <h2 className={classes.file}>{seen}</h2>
        <p className={classes.hint} role="status">
          {full && (leaving ? t('leaving') : t('leaveHint'))}
        </p>
        {full && seen.endsWith('.ts') && (
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
        {children}
      </div>
      <div className={classes.editor}>
        {files.map(({ path, address = path, source }) => {
          const isSeen = path === seen
          const common = {
            ...{ source, fontSize, label, wraps: path.endsWith('.md') },
            handle: isSeen ? handle : null,
            onType(typed: string) {
              onType(path, typed)
            },
          }
          return (
            <div key={path} className={classes.full} hidden={!isSeen}>
              {full ? (
                <full.Editor
                  {...common}
                  {...{ dark, checks }}
                  path={address}
                  caret={isSeen ? full.caret : null}
                  onLeaving={setLeaving}
                />
              ) : (
                <PlainEditor {...common} />
              )}
            </div>
          )
        })}
      </div>
      {!plain && !full && (
        <p className={classes.note} role="status">
          {monaco === 'failed' ? t('editorFailed') : t('loadingEditor')}
        </p>
      )}
    </>
  )
}
