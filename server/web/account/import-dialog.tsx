/** A table of people in three steps: chosen, looked at, then applied exactly as it was shown. */
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterImported, RosterPreview } from '../../api/roster.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { Dialog } from '../components/dialog.tsx'
import { ImportForm, type Typed } from './import-form.tsx'
import { ImportPreview } from './import-preview.tsx'
import { Imported } from './imported.tsx'

interface ImportDialogProps {
  readonly course: string
  readonly onImported: () => void
  readonly onClose: () => void
}

export function ImportDialog({ course, onImported, onClose }: ImportDialogProps): ReactNode {
  const { t } = useTranslation('account')
  const [typed, setTyped] = useState<Typed>({ csv: '', file: null, removeAbsent: false })
  const { csv, removeAbsent } = typed
  const path = `/api/courses/${course}/roster`
  const look = useMutation({
    mutationFn: () => send<Wire<RosterPreview>>('POST', `${path}/preview`, { csv, removeAbsent }),
  })
  const apply = useMutation({
    mutationFn: (hash: string) =>
      send<Wire<RosterImported>>('POST', path, { csv, removeAbsent, hash }),
    onSuccess: onImported,
  })
  const preview = look.data
  const title = apply.data ? 'rosterDone' : preview ? 'rosterPreview' : 'rosterImport'
  return (
    <Dialog isWide="half" title={t(title)} onClose={onClose}>
      {apply.data ? (
        <Imported imported={apply.data} />
      ) : preview ? (
        <ImportPreview
          preview={preview}
          error={apply.error}
          isApplying={apply.isPending}
          onApply={() => {
            apply.mutate(preview.hash)
          }}
          onBack={() => {
            look.reset()
            apply.reset()
          }}
        />
      ) : (
        <ImportForm
          typed={typed}
          error={look.error}
          isLooking={look.isPending}
          onType={setTyped}
          onLook={() => {
            look.mutate()
          }}
        />
      )}
    </Dialog>
  )
}
