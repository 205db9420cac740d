/** A submission on its way, put together from the events that tell of it. */
import type { ProgressEvent, Verdict } from '../../../grader/report.ts'

export interface LiveCase {
  readonly name: string
  readonly verdict: Verdict
}

export interface LiveState {
  readonly phase: 'sent' | 'queued' | 'started' | 'requeued' | 'superseded' | 'finished'
  /** How many are in front; 0: next. */
  readonly position: number | null
  readonly etaMilliseconds: number | null
  /** Why an operator holds it back. */
  readonly paused: string | null
  /** Those that have ended, in their order; there may be gaps after a lost connection. */
  readonly cases: readonly (LiveCase | undefined)[]
  readonly of: number | null
  /** What to quote about a failure of ours. */
  readonly reference: string | null
  readonly verdict: Verdict | null
}

export const justSent: LiveState = {
  phase: 'sent',
  position: null,
  etaMilliseconds: null,
  paused: null,
  cases: [],
  of: null,
  reference: null,
  verdict: null,
}

const notWaiting = { position: null, etaMilliseconds: null, paused: null }

export function nextLive(state: LiveState, event: ProgressEvent): LiveState {
  // Nothing comes after the end, and late news of the queue are no news.
  if (state.phase === 'finished' || state.phase === 'superseded') return state
  switch (event.kind) {
    case 'queued': {
      const { position, etaMilliseconds, paused = null } = event
      const phase = state.phase === 'requeued' ? 'requeued' : 'queued'
      return { ...state, phase, position, etaMilliseconds, paused }
    }
    case 'started':
      return { ...state, ...notWaiting, phase: 'started', cases: [] }
    case 'case': {
      const { done, of, name, verdict } = event
      const cases = Array.from({ length: Math.max(done, state.cases.length) }, (_, index) =>
        index === done - 1 ? { name, verdict } : state.cases[index],
      )
      return { ...state, phase: 'started', cases, of }
    }
    case 'requeued':
      return { ...justSent, phase: 'requeued', reference: event.reference }
    case 'superseded':
      return { ...state, phase: 'superseded' }
    case 'verdict':
      return { ...state, phase: 'finished', verdict: event.verdict }
  }
}
