/**
 * Keeps a draft while its page is open: remembers it on this device as it is typed, saves it on the
 * server soon after, and hears of what other tabs and devices saved. What each event means is decided
 * in draft-state.ts; here are the clocks, the network and the storage.
 */
import type { Draft, DraftAnswer, DraftConflict, DraftSave } from '../../api/draft.ts'
import type { Wire } from '../../api/wire.ts'
import { get, isOffline, Refused, send } from '../client.ts'
import { copiesOnDevice, forgetCopy } from './device-copies.ts'
import {
  type DeviceCopy,
  deviceCopy,
  type DraftEvent,
  type DraftState,
  hasUnsaved,
  nextDraft,
  openDraft,
  saveDelay,
  type SavedDraft,
} from './draft-state.ts'

const rememberAfter = 250
/** Who types without a pause is saved this often all the same. */
const saveAtLeastEvery = 10_000
/** Browsers let requests of up to 64 KiB outlive a page. */
const outlivingBytes = 60_000

export interface KeptDraft {
  readonly state: DraftState
  /** Whether this device could remember what the server lacks. */
  readonly stored: boolean
}

export interface DraftKeeper {
  current(this: void): KeptDraft
  subscribe(this: void, listener: () => void): () => void
  tell(this: void, event: DraftEvent): void
  /** Saves now, without waiting for a pause. */
  saveNow(this: void): void
  /** Begins to listen and to save. Returns what ends it, and saves what is left. */
  start(this: void): () => void
}

interface Opened {
  readonly user: string
  readonly exercise: string
  readonly version: string
  readonly stub: string
  /** Null when the server holds none, or was not reached. */
  readonly server: SavedDraft | null
}

export function keepDraft({ user, exercise, version, stub, server }: Opened): DraftKeeper {
  const address = `/api/drafts/${exercise}`
  const device = copiesOnDevice<DeviceCopy>(`attendant-draft:${user}:${exercise}:`)
  const place = device.newPlace()
  const copies = device.read()
  let kept: KeptDraft = { state: openDraft(stub, server, copies), stored: true }
  let channel: BroadcastChannel | null = null
  let rememberTimer: ReturnType<typeof setTimeout> | undefined
  let saveTimer: ReturnType<typeof setTimeout> | undefined
  let unsavedSince: number | null = null
  const listeners = new Set<() => void>()

  const change = (next: Partial<KeptDraft>) => {
    kept = { ...kept, ...next }
    for (const listener of listeners) listener()
  }

  const tell = (event: DraftEvent) => {
    const before = kept.state
    const state = nextDraft(before, event)
    if (state === before) return
    change({ state })
    if (state.rivals.length < before.rivals.length) forgetDecided(before, state)
    if (!hasUnsaved(state)) remember()
    else rememberTimer ??= setTimeout(remember, rememberAfter)
    scheduleSave()
  }

  function remember(): void {
    clearTimeout(rememberTimer)
    rememberTimer = undefined
    const copy = deviceCopy(kept.state, place, new Date().toISOString())
    if (!copy) forgetCopy(place)
    const stored = copy ? device.write(copy) : true
    if (stored) forgetTakenOver()
    if (stored !== kept.stored) change({ stored })
  }

  /** What an earlier visit left here lives on in this tab's own place, or is offered as a rival. */
  function forgetTakenOver(): void {
    const offered = new Set(
      kept.state.rivals.map((rival) => (rival.from === 'device' ? rival.copy.place : '')),
    )
    for (const copy of copies.splice(0)) {
      if (offered.has(copy.place)) copies.push(copy)
      else forgetCopy(copy.place)
    }
  }

  function scheduleSave(): void {
    clearTimeout(saveTimer)
    if (!hasUnsaved(kept.state)) unsavedSince = null
    const delay = saveDelay(kept.state)
    // Once the page is left, the copy on this device is what the next visit goes on with.
    if (delay === null || !channel) return
    unsavedSince ??= Date.now()
    const latest = unsavedSince + saveAtLeastEvery - Date.now()
    const wait = kept.state.trouble ? delay : Math.max(0, Math.min(delay, latest))
    saveTimer = setTimeout(() => void save(), wait)
  }

  async function save(): Promise<void> {
    clearTimeout(saveTimer)
    if (saveDelay(kept.state) === null) return
    const { source, base } = kept.state
    unsavedSince = null
    tell({ kind: 'saveStarted' })
    const body: DraftSave = { source, revision: base.revision, exerciseVersion: version }
    const keepalive = source.length * 3 < outlivingBytes
    try {
      const draft = await send<Wire<Draft>>('PUT', address, body, { keepalive })
      tell({ kind: 'saved', draft })
      channel?.postMessage(draft)
    } catch (error) {
      tell(whatFailed(error))
    }
  }

  /** Asks whether somebody saved elsewhere. What cannot be reached now is asked again later. */
  async function look(): Promise<void> {
    try {
      const { draft } = await get<Wire<DraftAnswer>>(address)
      if (draft) tell({ kind: 'heard', draft, from: 'elsewhere' })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
    }
  }

  function start(): () => void {
    const listening = new AbortController()
    const { signal } = listening
    channel = new BroadcastChannel(`attendant-draft:${user}:${exercise}`)
    channel.onmessage = ({ data }: MessageEvent<SavedDraft>) => {
      tell({ kind: 'heard', draft: data, from: 'tab' })
    }
    const comeBack = () => {
      tell({ kind: 'retry' })
      void look()
    }
    window.addEventListener('online', comeBack, { signal })
    window.addEventListener('focus', comeBack, { signal })
    const leave = () => {
      remember()
      void save()
    }
    window.addEventListener('pagehide', leave, { signal })
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'hidden') leave()
        else comeBack()
      },
      { signal },
    )
    window.addEventListener(
      'beforeunload',
      (event) => {
        remember()
        if (!kept.stored) event.preventDefault()
      },
      { signal },
    )
    remember()
    scheduleSave()
    return () => {
      listening.abort()
      leave()
      clearTimeout(saveTimer)
      channel?.close()
      channel = null
    }
  }

  return {
    current: () => kept,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell,
    saveNow: () => void save(),
    start,
  }
}

function forgetDecided(before: DraftState, { rivals }: DraftState): void {
  for (const rival of before.rivals) {
    if (rival.from === 'device' && !rivals.includes(rival)) forgetCopy(rival.copy.place)
  }
}

function whatFailed(error: unknown): DraftEvent {
  if (!(error instanceof Refused)) throw error
  const { status, code, message } = error
  if (code === 'draftConflict') {
    return { kind: 'conflicted', draft: (error.details as Wire<DraftConflict>).draft }
  }
  const again = isOffline(error) || status === 429 || status >= 500
  const kind = status === 401 ? 'signedOut' : again ? 'unreachable' : 'refused'
  return { kind: 'failed', trouble: { kind, message } }
}
