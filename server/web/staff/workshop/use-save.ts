/** Saving the working files as a new edition, with a button or the keys that save everywhere. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { SaveEdition } from '../../../api/workshop.ts'
import { Refused, send } from '../../client.ts'
import { addressOf, editionQuery, editionsKey, workshopKey, type Opened } from './questions.ts'
import type { Kept } from './use-working-files.ts'
import { afterSave, filesOf, hasChanges } from './working-files.ts'

export interface Save {
  readonly note: string
  readonly setNote: (note: string) => void
  readonly isSaving: boolean
  /** Something was saved since the page was opened, and nothing was changed since. */
  readonly isSaved: boolean
  readonly error: Error | null
  readonly save: () => void
}

interface Wanted {
  readonly course: string
  readonly slug: string
  readonly kept: Kept
}

export function useSave({ course, slug, kept: { working, change } }: Wanted): Save {
  const queries = useQueryClient()
  const [note, setNote] = useState('')
  const listKey = editionsKey(course, slug)
  const saving = useMutation({
    mutationFn: async () => {
      const sent = filesOf(working)
      const body: SaveEdition = { files: sent, note: note.trim() || null, basedOn: working.base.id }
      const saved = await send<Opened>('PUT', addressOf(course, slug), body)
      queries.setQueryData(editionQuery(course, slug, saved.id).queryKey, saved)
      await queries.refetchQueries({ queryKey: listKey, exact: true })
      return { sent, saved }
    },
    onSuccess({ sent, saved }) {
      setNote('')
      change((now) => afterSave(now, sent, saved))
      void queries.invalidateQueries({ queryKey: workshopKey(course) })
    },
    // Whoever saved in between is in the list then, and shown beside what is here.
    onError: () => queries.refetchQueries({ queryKey: listKey, exact: true }),
  })
  const isUnsaved = hasChanges(working)
  const isMet = saving.error instanceof Refused && saving.error.code === 'editionNewer'
  return {
    note,
    setNote,
    isSaving: saving.isPending,
    isSaved: saving.isSuccess && !isUnsaved,
    error: isMet ? null : saving.error,
    save() {
      if (isUnsaved && !saving.isPending) saving.mutate()
    },
  }
}

/** Ctrl+S and ⌘S, wherever the focus is. */
export function useSaveKey(save: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { ctrlKey, metaKey, altKey, shiftKey } = event
    if (event.key.toLowerCase() !== 's' || ctrlKey === metaKey || altKey || shiftKey) return
    if (document.querySelector('dialog[open]')) return
    event.preventDefault()
    if (!event.repeat) save()
  })
  // Keys come to the document before the editor sees them.
  useEffect(() => {
    const listening = new AbortController()
    document.addEventListener(
      'keydown',
      (event) => {
        onKey(event)
      },
      { signal: listening.signal, capture: true },
    )
    return () => {
      listening.abort()
    }
  }, [])
}
