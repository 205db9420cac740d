/** Handing in what is on screen, and which submission the report pane shows. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Accepted, NewSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'

export type HandInKind = 'run' | 'submit'

interface HandIn {
  /** The submission that the report pane shows; null before anything was handed in here. */
  readonly followed: string | null
  /** What is being sent at this moment. */
  readonly sending: HandInKind | null
  /** Why the last click did not arrive. */
  readonly error: Error | null
  handIn(this: void, kind: HandInKind): void
  /** Shows another submission; null: none. */
  follow(this: void, submission: string | null): void
}

interface Wanted {
  readonly exercise: string
  readonly assignment: string
  /** The text at the moment of the click. */
  source(this: void): string
  onAccepted(this: void, accepted: Wire<Accepted>, kind: HandInKind): void
}

export function useHandIn({ exercise, assignment, source, onAccepted }: Wanted): HandIn {
  const [followed, setFollowed] = useState(() => remembered(exercise))
  const follow = (next: string | null) => {
    remember(exercise, next)
    setFollowed(next)
  }
  const mutation = useMutation({
    async mutationFn(kind: HandInKind) {
      const body: NewSubmission = { exercise, source: source(), assignment }
      const path = kind === 'run' ? '/api/runs' : '/api/submissions'
      const headers = { 'Idempotency-Key': newKey() }
      return await send<Wire<Accepted>>('POST', path, body, { headers })
    },
    onSuccess(accepted, kind) {
      follow(accepted.id)
      onAccepted(accepted, kind)
    },
  })
  return {
    followed,
    sending: mutation.isPending ? mutation.variables : null,
    error: mutation.error,
    handIn(kind) {
      if (!mutation.isPending) mutation.mutate(kind)
    },
    follow,
  }
}

/** One for each click. Works without https, too, where browsers have no randomUUID. */
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

const storageKey = (exercise: string) => `attendant-followed:${exercise}`

/** What this tab showed before it was reloaded. */
function remembered(exercise: string): string | null {
  return sessionStorage.getItem(storageKey(exercise))
}

function remember(exercise: string, submission: string | null): void {
  if (submission === null) sessionStorage.removeItem(storageKey(exercise))
  else sessionStorage.setItem(storageKey(exercise), submission)
}
