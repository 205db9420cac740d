/** The table of an import: from a file, or pasted. */
import { Button, Textarea } from '@mantine/core'
import { useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseButton } from '../components/dialog.tsx'
import classes from './import.module.css'
import { Refusal } from './refusal.tsx'

export interface Typed {
  readonly csv: string
  /** Where the table came from; null when it was typed. */
  readonly file: string | null
  readonly removeAbsent: boolean
}

interface ImportFormProps {
  readonly typed: Typed
  readonly error: Error | null
  readonly isLooking: boolean
  readonly onType: (typed: Typed) => void
  readonly onLook: () => void
}

export function ImportForm({
  typed,
  error,
  isLooking,
  onType,
  onLook,
}: ImportFormProps): ReactNode {
  const { t } = useTranslation('account')
  const [isUnreadable, setIsUnreadable] = useState(false)
  const [form, means] = [useId(), useId()]
  const read = async (file: File) => {
    try {
      const csv = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
      onType({ ...typed, csv, file: file.name })
      setIsUnreadable(false)
    } catch {
      setIsUnreadable(true)
    }
  }
  return (
    <>
      <form
        id={form}
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          onLook()
        }}
      >
        <p className={classes.faint}>{t('rosterFormat')}</p>
        <div className={classes.file}>
          <FileButton onChoose={(file) => void read(file)} />
          {typed.file !== null && (
            <span role="status" className={classes.faint}>
              {typed.file}
            </span>
          )}
        </div>
        {isUnreadable && (
          <p role="alert" className={classes.bad}>
            {t('rosterNotUtf8')}
          </p>
        )}
        <Textarea
          label={t('rosterText')}
          placeholder={t('rosterExample')}
          classNames={{ input: classes.table }}
          rows={8}
          wrap="off"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus={typed.csv !== ''}
          value={typed.csv}
          onChange={({ currentTarget: { value } }) => {
            onType({ ...typed, csv: value, file: null })
          }}
        />
        <label className={classes.choice}>
          <input
            type="checkbox"
            checked={typed.removeAbsent}
            aria-describedby={means}
            onChange={({ currentTarget: { checked } }) => {
              onType({ ...typed, removeAbsent: checked })
            }}
          />
          <span>{t('rosterRemove')}</span>
          <span id={means} className={classes.faint}>
            {t('rosterRemoveMeans')}
          </span>
        </label>
        <Refusal error={error} />
      </form>
      <div className={classes.foot}>
        <CloseButton />
        <Button type="submit" form={form} loading={isLooking}>
          {t('rosterLook')}
        </Button>
      </div>
    </>
  )
}

function FileButton({ onChoose }: { onChoose: (file: File) => void }): ReactNode {
  const { t } = useTranslation('account')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) onChoose(file)
          // So that the same file can be chosen again, once it is mended.
          currentTarget.value = ''
        }}
      />
      <Button
        variant="default"
        onClick={() => {
          input.current?.click()
        }}
      >
        {t('rosterFile')}
      </Button>
    </>
  )
}
