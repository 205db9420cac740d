import { expect, test } from '@jest/globals'
import type { ProgressEvent } from '../../grader/report.ts'
import { justSent, nextLive } from '../../server/web/workspace/live-state.ts'

const after = (...events: ProgressEvent[]) => events.reduce(nextLive, justSent)
const queued = (position: number): ProgressEvent => ({
  ...{ kind: 'queued', position, etaMilliseconds: position * 400 },
})
const ended = (done: number, name: string): ProgressEvent => ({
  ...{ kind: 'case', done, of: 3, name, verdict: 'passed' },
})

test('the place in the queue is told until grading starts', () => {
  expect(after(queued(3), queued(1))).toMatchObject({ phase: 'queued', position: 1 })
  expect(after(queued(1), { kind: 'started' })).toMatchObject({ phase: 'started', position: null })
})

test('a pause is told as long as it holds', () => {
  const paused: ProgressEvent = {
    ...{ kind: 'queued', position: 0, etaMilliseconds: null, paused: 'An update' },
  }
  expect(after(queued(1), paused)).toMatchObject({ phase: 'queued', paused: 'An update' })
  expect(after(paused, queued(0)).paused).toBeNull()
  expect(after(paused, { kind: 'started' }).paused).toBeNull()
})

test('each case is kept at its place as it ends', () => {
  const state = after({ kind: 'started' }, ended(1, 'one token'), ended(2, 'no mask'))
  expect(state.cases.map((one) => one?.name)).toEqual(['one token', 'no mask'])
  expect(state.of).toBe(3)
})

test('events that are repeated after a reload, or missed, do no harm', () => {
  const repeated = after(ended(1, 'one token'), ended(1, 'one token'), ended(3, 'causal'))
  expect(repeated.cases.map((one) => one?.name)).toEqual(['one token', undefined, 'causal'])
})

test('a failure of ours begins anew and keeps what to quote', () => {
  const state = after(ended(1, 'one token'), { kind: 'requeued', reference: '7F3K2M' }, queued(2))
  expect(state).toMatchObject({ phase: 'requeued', reference: '7F3K2M', position: 2, cases: [] })
  const again = nextLive(nextLive(state, { kind: 'started' }), ended(1, 'one token'))
  expect(again).toMatchObject({ phase: 'started', reference: '7F3K2M' })
})

test('nothing comes after the end', () => {
  const verdict: ProgressEvent = { kind: 'verdict', verdict: 'passed', points: 20, maxPoints: 20 }
  expect(after(verdict, queued(4))).toMatchObject({ phase: 'finished', verdict: 'passed' })
  expect(after({ kind: 'superseded' }, verdict)).toMatchObject({ phase: 'superseded' })
})
