/** All that can be set of one assignment, and what to do where somebody else set it meanwhile. */
import { useState, type ReactNode } from 'react'
import { Dialog } from '../../components/dialog.tsx'
import { ConflictNotice } from './conflict-notice.tsx'
import type { ListedAssignment } from './questions.ts'
import { changedNames, merged, only, settingsOf, type Conflict, type Settings } from './settings.ts'
import { SettingsForm } from './settings-form.tsx'

/** A change, and what it was made from. */
interface SettingsChange {
  readonly settings: Partial<Settings>
  readonly seen: Settings
}

interface SettingsDialogProps {
  readonly assignment: ListedAssignment
  readonly timeZone: string
  readonly error: Error | null
  readonly isSaving: boolean
  readonly onSave: (change: SettingsChange, onConflict: (conflict: Conflict) => void) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** What the form is filled with, and what it was on the server then. */
interface Filled {
  readonly times: number
  readonly settings: Settings
  readonly seen: Settings
}

export function SettingsDialog(props: SettingsDialogProps): ReactNode {
  const { assignment, timeZone, onSave, onClose, ...rest } = props
  // As it was when the dialog was opened: the list may be fetched anew meanwhile.
  const [filled, setFilled] = useState<Filled>(() => {
    const settings = settingsOf(assignment)
    return { times: 0, settings, seen: settings }
  })
  const [theirs, setTheirs] = useState<{ conflict: Conflict; seen: Settings } | null>(null)
  const { times, seen } = filled
  const save = (mine: Settings) => {
    const settings = only(mine, changedNames(seen, mine))
    onSave({ settings, seen }, (conflict) => {
      const now = conflict.settings
      setTheirs({ conflict, seen })
      setFilled({ times: times + 1, settings: merged(seen, mine, now), seen: now })
    })
  }
  return (
    <Dialog title={`${assignment.code ?? ''} ${assignment.title}`.trim()} onClose={onClose}>
      {theirs && (
        <ConflictNotice
          key={times}
          {...{ ...theirs, timeZone, mine: filled.settings }}
          onTakeTheirs={() => {
            setTheirs(null)
            setFilled({ times: times + 1, settings: seen, seen })
          }}
        />
      )}
      <SettingsForm
        key={`form ${times}`}
        {...{ filled: filled.settings, timeZone, onSave: save, onClose, ...rest }}
        isRemovable={assignment.isRemovable}
      />
    </Dialog>
  )
}
