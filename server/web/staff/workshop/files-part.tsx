/** The files in the editor, and saving them as a new edition. */
import { Button, TextInput } from '@mantine/core'
import { useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeEditor } from '../../workspace/code-editor.tsx'
import type { EditorHandle } from '../../workspace/plain-editor.tsx'
import { Refusal } from '../refusal.tsx'
import { FileList } from './file-list.tsx'
import { useRefusals } from './refusals.ts'
import type { Save } from './use-save.ts'
import type { Kept } from './use-working-files.ts'
import { filesOf, hasChanges, write } from './working-files.ts'
import classes from './workshop.module.css'

interface FilesPartProps {
  readonly slug: string
  readonly kept: Kept
  readonly save: Save
  readonly editor: RefObject<EditorHandle | null>
  readonly isSeen: boolean
  /** As the address says it. */
  readonly file: string | null
  readonly onChoose: (path: string) => void
}

export function FilesPart(props: FilesPartProps): ReactNode {
  const { slug, kept, save, editor, isSeen, file, onChoose } = props
  const { t } = useTranslation('workshop')
  const refusals = useRefusals()
  const { working, change } = kept
  const files = filesOf(working)
  const seen = file !== null && file in files ? file : Object.keys(files)[0]
  const [visited, setVisited] = useState<readonly string[]>([])
  if (seen !== undefined && !visited.includes(seen)) setVisited([...visited, seen])

  return (
    <div className={classes.filesPart}>
      <SaveBar save={save} isUnsaved={hasChanges(working)} />
      <Refusal error={save.error} words={refusals} />
      <div className={classes.files}>
        <FileList
          working={working}
          seen={seen ?? null}
          onChange={change}
          onChoose={onChoose}
          onNamed={(path) => {
            onChoose(path)
            // Once it is seen, it is there to type in.
            requestAnimationFrame(() => editor.current?.goTo(1, 1))
          }}
        />
        {seen !== undefined && (
          <section className={classes.editor} aria-label={t('editor')}>
            <CodeEditor
              files={visited
                .filter((path) => path in files)
                .map((path) => ({ path, address: `${slug}/${path}`, source: files[path]! }))}
              seen={seen}
              label={t('textOf', { path: seen })}
              handle={editor}
              checks={isSeen ? 'syntax' : 'types'}
              onType={(path, source) => {
                change((now) => write(now, path, source))
              }}
            />
          </section>
        )}
      </div>
    </div>
  )
}

function SaveBar({ save, isUnsaved }: { save: Save; isUnsaved: boolean }): ReactNode {
  const { t } = useTranslation('workshop')
  const { note, setNote, isSaving, isSaved } = save
  const state = isSaving
    ? 'saving'
    : isUnsaved
      ? 'unsavedHere'
      : isSaved
        ? 'savedNow'
        : 'nothingToSave'
  return (
    <form
      className={classes.saveBar}
      onSubmit={(event) => {
        event.preventDefault()
        save.save()
      }}
    >
      <p role="status" className={classes.saveState} data-state={state}>
        {t(state)}
      </p>
      <TextInput
        className={classes.note}
        aria-label={t('note')}
        placeholder={t('notePlaceholder')}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => {
          setNote(currentTarget.value)
        }}
      />
      <Button
        type="submit"
        aria-keyshortcuts="Control+S Meta+S"
        title={t('saveTitle')}
        aria-disabled={!isUnsaved || isSaving}
        data-disabled={!isUnsaved || isSaving}
      >
        {t('save')}
      </Button>
    </form>
  )
}
