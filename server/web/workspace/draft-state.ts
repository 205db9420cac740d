/**
 * A draft as one tab sees it, as data: what is on screen, what the server holds, and what somebody else
 * wrote meanwhile. Nothing that was typed is replaced unless a person says so: a text from elsewhere
 * is followed only while everything here is saved; otherwise it stands beside ours as a rival, and
 * nothing is saved on the server until somebody has chosen.
 */

/** What the server holds. Its revision counts the saves. */
export interface SavedDraft {
  readonly source: string
  readonly revision: number
  readonly updatedAt: string
}

/** What this device holds and the server may not. */
export interface DeviceCopy {
  /** Where it is stored; every tab has its own place. */
  readonly place: string
  readonly source: string
  /** The revision that it was made from; 0 when the server had none. */
  readonly revision: number
  /** Texts of ours that the server may have got, although it never answered. */
  readonly sent: readonly string[]
  readonly at: string
}

/** Another text for the same exercise, from another tab, from somewhere else, or left on this device. */
export type Rival =
  | { readonly from: 'tab' | 'elsewhere'; readonly draft: SavedDraft }
  | { readonly from: 'device'; readonly copy: DeviceCopy }

/** Why the last save did not arrive. */
export interface Trouble {
  readonly kind: 'unreachable' | 'signedOut' | 'refused'
  readonly message: string
  readonly times: number
}

export interface DraftState {
  readonly source: string
  /** What the server held when it was last heard of, and what `source` was made from. Null: not known. */
  readonly base: { readonly source: string | null; readonly revision: number }
  /** The text on its way to the server. */
  readonly saving: string | null
  readonly sent: readonly string[]
  readonly rivals: readonly Rival[]
  readonly trouble: Trouble | null
  /** What stood here before it was replaced as a whole; can be put back. */
  readonly aside: string | null
}

export type DraftEvent =
  | { readonly kind: 'typed'; readonly source: string }
  | { readonly kind: 'saveStarted' }
  | { readonly kind: 'saved'; readonly draft: SavedDraft }
  | { readonly kind: 'failed'; readonly trouble: Omit<Trouble, 'times'> }
  /** The server refused a save, because it holds this. */
  | { readonly kind: 'conflicted'; readonly draft: SavedDraft }
  /** Another tab said so, or the server when it was asked again. */
  | { readonly kind: 'heard'; readonly draft: SavedDraft; readonly from: 'tab' | 'elsewhere' }
  | { readonly kind: 'theirsTaken' }
  | { readonly kind: 'mineKept' }
  | { readonly kind: 'replaced'; readonly source: string }
  | { readonly kind: 'putBack' }
  | { readonly kind: 'asideDropped' }
  /** Something changed that makes another try worthwhile: the network, a sign-in, a click. */
  | { readonly kind: 'retry' }

/**
 * The draft when the page opens. A copy on this device goes on where it is made from what the server
 * holds; otherwise both stand side by side. `server` is null when it holds none, or was not reached.
 */
export function openDraft(
  stub: string,
  server: SavedDraft | null,
  copies: readonly DeviceCopy[],
): DraftState {
  const base = server ?? { source: stub, revision: 0 }
  const [mine, ...others] = copies
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .filter(({ source }) => source !== base.source)
    .filter((one, index, all) => all.findIndex(({ source }) => source === one.source) === index)
  const opened: DraftState = {
    ...{ source: base.source, base, saving: null, sent: [], trouble: null, aside: null },
    rivals: others.map((copy) => ({ from: 'device', copy })),
  }
  if (!mine) return opened
  const { source, revision, sent } = mine
  if (!server || revision === server.revision || sent.includes(server.source)) {
    const known = server || revision === 0
    return { ...opened, source, sent, base: known ? base : { source: null, revision } }
  }
  return {
    ...{ ...opened, source, sent, base: { source: null, revision } },
    rivals: [{ from: 'elsewhere', draft: server }, ...opened.rivals],
  }
}

export function nextDraft(state: DraftState, event: DraftEvent): DraftState {
  switch (event.kind) {
    case 'typed': {
      if (event.source === state.source) return state
      const trouble = state.trouble?.kind === 'refused' ? null : state.trouble
      return { ...state, source: event.source, trouble }
    }
    case 'saveStarted':
      return { ...state, saving: state.source, sent: [...state.sent, state.source].slice(-8) }
    case 'saved': {
      const { source, revision } = event.draft
      return { ...state, base: { source, revision }, saving: null, sent: [], trouble: null }
    }
    case 'failed': {
      const times = state.trouble?.kind === event.trouble.kind ? state.trouble.times + 1 : 1
      return { ...state, saving: null, trouble: { ...event.trouble, times } }
    }
    case 'conflicted':
      return meet({ ...state, saving: null, trouble: null }, event.draft, 'elsewhere')
    case 'heard':
      // A save on its way will be answered with the same news, or has overtaken it.
      if (state.saving !== null || event.draft.revision <= state.base.revision) return state
      return meet(state, event.draft, event.from)
    case 'theirsTaken':
      return takeTheirs(state)
    case 'mineKept':
      return keepMine(state)
    case 'replaced':
      return { ...state, source: event.source, aside: state.source }
    case 'putBack':
      return { ...state, source: state.aside ?? state.source, aside: null }
    case 'asideDropped':
      return { ...state, aside: null }
    case 'retry':
      return { ...state, trouble: null }
  }
}

/** Whether the server may hold something else than what is on screen. */
export function hasUnsaved({ source, base, sent }: DraftState): boolean {
  return source !== base.source || sent.some((one) => one !== source)
}

/** How long to wait before the next save; null while there is nothing to save or no use in trying. */
export function saveDelay(state: DraftState): number | null {
  const { saving, rivals, trouble } = state
  if (!hasUnsaved(state) || saving !== null || rivals.length > 0) return null
  if (!trouble) return 1_000
  return trouble.kind === 'unreachable' ? Math.min(1_000 * 2 ** trouble.times, 30_000) : null
}

/** What this device has to remember; null when the server holds all of it. */
export function deviceCopy(state: DraftState, place: string, at: string): DeviceCopy | null {
  if (!hasUnsaved(state)) return null
  return { place, source: state.source, revision: state.base.revision, sent: state.sent, at }
}

export type SaveStatus = 'untouched' | 'saved' | 'saving' | 'onDevice' | 'nowhere' | 'undecided'

/** The save state in one word. `stored`: this device could remember it. */
export function saveStatus(state: DraftState, stored: boolean): SaveStatus {
  if (state.rivals.length > 0) return stored ? 'undecided' : 'nowhere'
  if (!hasUnsaved(state)) return state.base.revision === 0 ? 'untouched' : 'saved'
  if (state.trouble) return stored ? 'onDevice' : 'nowhere'
  return 'saving'
}

/** The server holds another draft than the one that this text was made from. */
function meet(state: DraftState, draft: SavedDraft, from: 'tab' | 'elsewhere'): DraftState {
  const onDevice = state.rivals.filter((rival) => rival.from === 'device')
  const base = { source: draft.source, revision: draft.revision }
  // Ours, saved by an attempt whose answer was lost; or theirs, and the same.
  if (draft.source === state.source || state.sent.includes(draft.source)) {
    return { ...state, base, sent: [], rivals: onDevice }
  }
  if (!hasUnsaved(state)) {
    return { ...state, source: draft.source, base, sent: [], rivals: onDevice, aside: null }
  }
  return { ...state, rivals: [{ from, draft }, ...onDevice] }
}

function takeTheirs(state: DraftState): DraftState {
  const [rival, ...rivals] = state.rivals
  if (!rival) return state
  const aside = state.source
  if (rival.from === 'device') return { ...state, source: rival.copy.source, aside, rivals }
  const { source, revision } = rival.draft
  return { ...state, source, base: { source, revision }, sent: [], aside, rivals }
}

function keepMine(state: DraftState): DraftState {
  const [rival, ...rivals] = state.rivals
  if (!rival) return state
  if (rival.from === 'device') return { ...state, rivals }
  const { source, revision } = rival.draft
  return { ...state, base: { source, revision }, sent: [], rivals }
}
