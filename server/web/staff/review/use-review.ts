/** Writing a review: it is kept as a draft while it is written, and shown to the student when it is done. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Review, ReviewConflict, ReviewSave, SavedReview } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { Refused, send } from '../../client.ts'
import type { Opened } from './opened.ts'
import { addressOf, queueKey } from './questions.ts'
import { contentOf, type Content, type Writing, writingOf } from './writing.ts'

type SavedWire = Wire<Review> | null

const quietMilliseconds = 1_200

export interface WrittenReview {
  readonly writing: Writing
  readonly write: (next: (now: Writing) => Writing) => void
  /** What the server has; null while there is nothing. */
  readonly saved: SavedWire
  readonly isDone: boolean
  /** There is more than what the server has. */
  readonly isUnsaved: boolean
  readonly isSaving: boolean
  readonly error: Error | null
  /** What somebody else saved meanwhile; undefined when nobody did. */
  readonly theirs: SavedWire | undefined
  readonly takeTheirs: () => void
  readonly keepMine: () => void
  /** Resolves to whether the server has it. */
  readonly save: (done: boolean) => Promise<boolean>
}

export function useReview(course: string, opened: Opened): WrittenReview {
  const queries = useQueryClient()
  const [writing, setWriting] = useState(() => writingOf(opened.review))
  const [saved, setSaved] = useState<SavedWire>(opened.review)
  const [kept, setKept] = useState(() => textOf(contentOf(writing)))
  // Saves run one after the other, each based on the one before it.
  const basedOn = useRef(opened.review?.savedAt ?? null)

  const saving = useMutation({
    scope: { id: `review ${opened.id}` },
    mutationFn: ({ done, content }: { done: boolean; content: Content }) =>
      send<Wire<SavedReview>>('PUT', addressOf(course, `reviews/${opened.id}`), {
        ...content,
        ...{ done, basedOn: basedOn.current },
      } satisfies ReviewSave),
    onSuccess({ review }, { content }) {
      basedOn.current = review.savedAt
      setSaved(review)
      setKept(textOf(content))
      void queries.invalidateQueries({ queryKey: queueKey(course) })
    },
  })

  const content = contentOf(writing)
  const isDone = saved !== null && saved.doneAt !== null
  const isUnsaved = textOf(content) !== kept
  const theirs = conflictIn(saving.error)

  const save = async (done: boolean): Promise<boolean> => {
    try {
      await saving.mutateAsync({ done, content })
      return true
    } catch {
      return false
    }
  }

  const saveDraft = useEffectEvent(() => {
    if (isUnsaved && !isDone && !saving.isPending) void save(false)
  })
  // Drafts are saved when nothing was written for a moment; what a student already sees, only when it is asked for.
  useEffect(() => {
    if (saving.isError) return
    const timer = setTimeout(saveDraft, quietMilliseconds)
    return () => {
      clearTimeout(timer)
    }
  }, [writing, saving.isPending, saving.isError])
  // What was written in the last moment is saved also when the reviewer goes elsewhere.
  useEffect(
    () => () => {
      saveDraft()
    },
    [],
  )
  // Whoever closes the tab is asked first, as long as something is unsaved.
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
    }
  }, [isUnsaved])

  const accept = (review: SavedWire) => {
    basedOn.current = review?.savedAt ?? null
    setSaved(review)
    setKept(textOf(contentOf(writingOf(review))))
    saving.reset()
  }
  return {
    ...{ writing, saved, isDone, isUnsaved, theirs, save },
    isSaving: saving.isPending,
    error: saving.error,
    write(next) {
      setWriting(next)
      // What was refused may fit now.
      if (saving.isError && theirs === undefined) saving.reset()
    },
    takeTheirs() {
      if (theirs === undefined) return
      accept(theirs)
      setWriting(writingOf(theirs))
    },
    keepMine() {
      if (theirs !== undefined) accept(theirs)
    },
  }
}

function textOf(content: Content): string {
  return JSON.stringify(content)
}

function conflictIn(error: unknown): SavedWire | undefined {
  if (!(error instanceof Refused) || error.code !== 'reviewConflict') return undefined
  return (error.details as Wire<ReviewConflict>).review
}
