/** A table of people: chosen, looked at, then applied exactly as it was shown. */
import { Button, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterImported, RosterPreview } from '../../api/roster.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { CopyLine } from '../components/copy-line.tsx'
import { CloseButton, Dialog } from '../components/dialog.tsx'
import { dateTime } from '../dates.ts'
import classes from './account.module.css'
import { ImportPreview } from './import-preview.tsx'
import { Refusal } from './refusal.tsx'

interface ImportDialogProps {
  readonly course: string
  readonly onImported: () => void
  readonly onClose: () => void
}

export function ImportDialog({ course, onImported, onClose }: ImportDialogProps): ReactNode {
  const { t } = useTranslation('account')
  const [csv, setCsv] = useState('')
  const [removeAbsent, setRemoveAbsent] = useState(false)
  const [isUnreadable, setIsUnreadable] = useState(false)
  const path = `/api/courses/${course}/roster`
  const look = useMutation({
    mutationFn: () => send<Wire<RosterPreview>>('POST', `${path}/preview`, { csv, removeAbsent }),
  })
  const apply = useMutation({
    mutationFn: (hash: string) =>
      send<Wire<RosterImported>>('POST', path, { csv, removeAbsent, hash }),
    onSuccess: onImported,
  })
  /** What was shown is no longer what would be sent. */
  const forget = () => {
    look.reset()
    apply.reset()
  }
  const read = async (file: File) => {
    forget()
    try {
      setCsv(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()))
      setIsUnreadable(false)
    } catch {
      setIsUnreadable(true)
    }
  }
  const preview = look.data
  if (apply.data) return <Imported imported={apply.data} onClose={onClose} />
  return (
    <Dialog title={t('rosterImport')} onClose={onClose}>
      <form
        className={classes.inDialog}
        onSubmit={(event) => {
          event.preventDefault()
          look.mutate()
        }}
      >
        <p className={classes.faint}>{t('rosterFormat')}</p>
        <label>
          {t('rosterFile')}{' '}
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            onChange={({ currentTarget: { files } }) => {
              const [file] = files ?? []
              if (file) void read(file)
            }}
          />
        </label>
        {isUnreadable && <p role="alert">{t('rosterNotUtf8')}</p>}
        <Textarea
          label={t('rosterText')}
          rows={6}
          required
          value={csv}
          onChange={(event) => {
            forget()
            setCsv(event.currentTarget.value)
          }}
        />
        <label className={classes.row}>
          <input
            type="checkbox"
            checked={removeAbsent}
            onChange={(event) => {
              forget()
              setRemoveAbsent(event.currentTarget.checked)
            }}
          />
          {t('rosterRemove')}
        </label>
        <Refusal error={look.error ?? apply.error} />
        <div className={classes.row}>
          <Button type="submit" variant={preview ? 'default' : 'filled'} loading={look.isPending}>
            {t('rosterLook')}
          </Button>
        </div>
      </form>
      {preview && (
        <ImportPreview
          preview={preview}
          isApplying={apply.isPending}
          onApply={() => {
            apply.mutate(preview.hash)
          }}
        />
      )}
      <CloseButton />
    </Dialog>
  )
}

function Imported({
  imported,
  onClose,
}: {
  imported: Wire<RosterImported>
  onClose: () => void
}): ReactNode {
  const { t } = useTranslation('account')
  const { added, changed, removed, links, linksUntil } = imported
  return (
    <Dialog title={t('rosterDone')} onClose={onClose}>
      <p role="status">{t('rosterCounts', { added, changed, removed })}</p>
      {linksUntil !== null && (
        <>
          <p>{t('rosterLinks', { date: dateTime(linksUntil) })}</p>
          {links.map(({ email, name, url }) => (
            <div key={email} className={classes.inDialog}>
              <span className={classes.faint}>
                {name} · {email}
              </span>
              <CopyLine text={url} name={email} />
            </div>
          ))}
        </>
      )}
      <CloseButton />
    </Dialog>
  )
}
