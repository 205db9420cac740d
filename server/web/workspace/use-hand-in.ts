/** Handing in what is on screen, and which submission the report pane shows. */
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Accepted, NewSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { isOffline, send } from '../client.ts'

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
    async mutationFn({ kind, key, body }: Sent) {
      const path = kind === 'run' ? '/api/runs' : '/api/submissions'
      return await send<Wire<Accepted>>('POST', path, body, { headers: { 'Idempotency-Key': key } })
    },
    onMutate(sent) {
      rememberSent(exercise, sent)
    },
    onSettled(_accepted, error) {
      // A browser that leaves the page says of what it cuts off that the server cannot be reached.
      if (!isOffline(error)) rememberSent(exercise, null)
    },
    onSuccess(accepted, { kind }) {
      follow(accepted.id)
      onAccepted(accepted, kind)
    },
  })
  // What a reload cut off is sent once more: its key makes it the same submission, whether or not it had arrived.
  const sendAgain = useEffectEvent(() => {
    const cutOff = rememberedSent(exercise)
    if (cutOff !== null) mutation.mutate(cutOff)
  })
  useEffect(() => {
    sendAgain()
  }, [])
  return {
    followed,
    sending: mutation.isPending ? mutation.variables.kind : null,
    error: mutation.error,
    handIn(kind) {
      if (mutation.isPending) return
      const body = { exercise, source: source(), assignment }
      mutation.mutate({ kind, key: newKey(), at: Date.now(), body })
    },
    follow,
  }
}

/** One click, as it went to the server. */
interface Sent {
  readonly kind: HandInKind
  readonly key: string
  /** When it was clicked, in milliseconds. */
  readonly at: number
  readonly body: NewSubmission
}

/** One for each click. Works without https, too, where browsers have no randomUUID. */
function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

const sentKey = (exercise: string) => `attendant-sent:${exercise}`

/** Who comes back later than that has gone on meanwhile, or clicks again. */
const cutOffMilliseconds = 60_000

/** What was on its way when this tab was reloaded. */
function rememberedSent(exercise: string): Sent | null {
  const text = sessionStorage.getItem(sentKey(exercise))
  if (text === null) return null
  // Only this page writes there.
  const sent = JSON.parse(text) as Sent
  return Date.now() - sent.at < cutOffMilliseconds ? sent : null
}

function rememberSent(exercise: string, sent: Sent | null): void {
  if (sent === null) sessionStorage.removeItem(sentKey(exercise))
  else sessionStorage.setItem(sentKey(exercise), JSON.stringify(sent))
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
