/** The files of the exercise: which one is seen, which were changed, and adding, renaming and removing. */
import { Button, TextInput, VisuallyHidden } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { isNeeded, pathProblem } from './rules.ts'
import { filesOf, rename, write, type Files, type WorkingFiles } from './working-files.ts'
import classes from './workshop.module.css'

interface FileListProps {
  readonly working: WorkingFiles
  readonly seen: string | null
  readonly onChange: (next: (working: WorkingFiles) => WorkingFiles) => void
  readonly onChoose: (path: string) => void
  /** A file that was just added or renamed. */
  readonly onNamed: (path: string) => void
}

const tool = { variant: 'default', size: 'compact-sm', fw: 500, fz: 'xs' } as const

export function FileList({ working, seen, onChange, onChoose, onNamed }: FileListProps): ReactNode {
  const { t } = useTranslation('workshop')
  const [naming, setNaming] = useState<'addFile' | 'renameFile' | null>(null)
  const files = filesOf(working)
  const removed = Object.keys(working.changes).filter((path) => working.changes[path] === null)
  const canRemove = seen !== null && !isNeeded(seen)
  return (
    <nav className={classes.fileList} aria-label={t('files')}>
      <ul>
        {Object.keys(files).map((path) => (
          <li key={path}>
            <button
              type="button"
              className={classes.file}
              aria-current={path === seen ? 'true' : undefined}
              onClick={() => {
                onChoose(path)
              }}
            >
              <span>{path}</span>
              {path in working.changes && <Changed isNew={!(path in working.base.files)} />}
            </button>
          </li>
        ))}
        {removed.map((path) => (
          <li key={path} className={classes.removed}>
            <s>{path}</s>
            <Button
              {...tool}
              aria-label={t('bringBackFile', { path })}
              onClick={() => {
                onChange((now) => write(now, path, now.base.files[path] ?? null))
              }}
            >
              {t('bringBack')}
            </Button>
          </li>
        ))}
      </ul>
      <div className={classes.fileTools}>
        <Button
          {...tool}
          onClick={() => {
            setNaming('addFile')
          }}
        >
          {t('addFile')}
        </Button>
        <Button
          {...tool}
          aria-disabled={!canRemove}
          data-disabled={!canRemove}
          title={canRemove ? undefined : t('neededFile')}
          onClick={() => {
            if (canRemove) setNaming('renameFile')
          }}
        >
          {t('renameFile')}
        </Button>
        <Button
          {...tool}
          aria-disabled={!canRemove}
          data-disabled={!canRemove}
          title={canRemove ? undefined : t('neededFile')}
          onClick={() => {
            if (canRemove) onChange((now) => write(now, seen, null))
          }}
        >
          {t('removeFile')}
        </Button>
      </div>
      {naming && (
        <PathDialog
          title={
            naming === 'addFile' ? t('addFileTitle') : t('renameFileTitle', { path: seen ?? '' })
          }
          deed={t(naming)}
          path={naming === 'renameFile' ? (seen ?? '') : ''}
          files={files}
          onClose={() => {
            setNaming(null)
          }}
          onName={(path) => {
            onChange((now) =>
              naming === 'renameFile' && seen !== null
                ? rename(now, seen, path)
                : write(now, path, ''),
            )
            onNamed(path)
            setNaming(null)
          }}
        />
      )}
    </nav>
  )
}

function Changed({ isNew }: { isNew: boolean }): ReactNode {
  const { t } = useTranslation('workshop')
  const name = isNew ? t('newFile') : t('changedFile')
  return (
    <span className={classes.dot} title={name}>
      <span aria-hidden>{isNew ? '+' : '●'}</span>
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  )
}

interface PathDialogProps {
  readonly title: string
  readonly deed: string
  /** What it is called so far; '' for a new one. */
  readonly path: string
  readonly files: Files
  readonly onName: (path: string) => void
  readonly onClose: () => void
}

function PathDialog({ title, deed, path, files, onName, onClose }: PathDialogProps): ReactNode {
  const { t } = useTranslation(['workshop', 'shell'])
  const [typed, setTyped] = useState(path)
  const [wasTried, setWasTried] = useState(false)
  const problem = typed === path && path !== '' ? null : pathProblem(typed, files)
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setWasTried(true)
          if (problem === null) onName(typed)
        }}
      >
        <TextInput
          label={t('fileName')}
          description={t('fileNameHint')}
          spellCheck={false}
          autoCapitalize="off"
          classNames={{ input: classes.mono! }}
          value={typed}
          error={problem !== null && (wasTried || typed !== '') && t(problem)}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
          }}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cancel', { ns: 'shell' })}
          </Button>
          <Button type="submit">{deed}</Button>
        </div>
      </form>
    </Dialog>
  )
}
