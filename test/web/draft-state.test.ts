import { expect, test } from '@jest/globals'
import {
  deviceCopy,
  type DraftEvent,
  type DraftState,
  hasUnsaved,
  nextDraft,
  openDraft,
  saveDelay,
  saveStatus,
  type SavedDraft,
} from '../../server/web/workspace/draft-state.ts'

const stub = 'export function softmax() {}'
const saved = (source: string, revision: number): SavedDraft => ({
  ...{ source, revision },
  updatedAt: '2026-09-01T10:00:00Z',
})
const copy = (
  source: string,
  revision: number,
  sent: string[] = [],
  at = '2026-09-01T09:00:00Z',
) => ({
  ...{ place: `place of ${source}`, source, revision, sent, at },
})
const after = (state: DraftState, ...events: DraftEvent[]) => events.reduce(nextDraft, state)
const typed = (source: string): DraftEvent => ({ kind: 'typed', source })
const unreachable: DraftEvent = {
  kind: 'failed',
  trouble: { kind: 'unreachable', message: 'no answer' },
}

test('a first visit shows the stub and has nothing to save', () => {
  const state = openDraft(stub, null, [])
  expect(state.source).toBe(stub)
  expect(saveDelay(state)).toBeNull()
  expect(deviceCopy(state, 'a', 'now')).toBeNull()
  expect(saveStatus(state, true)).toBe('untouched')
})

test('what is typed is remembered on the device until the server has it', () => {
  const state = after(openDraft(stub, null, []), typed('A'))
  expect(deviceCopy(state, 'a', 'now')).toMatchObject({ source: 'A', revision: 0 })
  expect(saveDelay(state)).toBe(1_000)
  const saving = after(state, { kind: 'saveStarted' })
  expect(deviceCopy(saving, 'a', 'now')).toMatchObject({ source: 'A' })
  expect(saveDelay(saving)).toBeNull()
  const done = after(saving, { kind: 'saved', draft: saved('A', 1) })
  expect(deviceCopy(done, 'a', 'now')).toBeNull()
  expect(saveStatus(done, true)).toBe('saved')
})

test('what is typed while a save is on its way is saved after it', () => {
  const state = after(
    openDraft(stub, null, []),
    ...[typed('A'), { kind: 'saveStarted' } as const, typed('AB')],
    { kind: 'saved', draft: saved('A', 1) },
  )
  expect(state.source).toBe('AB')
  expect(hasUnsaved(state)).toBe(true)
  expect(saveDelay(state)).toBe(1_000)
})

test('what is taken back while its save is on the way is saved, too', () => {
  const state = after(openDraft(stub, saved('A', 4), []), typed('AB'), { kind: 'saveStarted' })
  const back = after(state, typed('A'))
  expect(deviceCopy(back, 'a', 'now')).toMatchObject({ source: 'A', sent: ['AB'] })
  expect(saveDelay(after(back, { kind: 'saved', draft: saved('AB', 5) }))).toBe(1_000)
})

test('without a server it is tried again, later each time, and said', () => {
  let state = after(openDraft(stub, null, []), typed('A'), { kind: 'saveStarted' }, unreachable)
  expect(saveStatus(state, true)).toBe('onDevice')
  expect(saveStatus(state, false)).toBe('nowhere')
  const delays = [1, 2, 3, 4, 5, 6].map(() => {
    state = after(state, { kind: 'saveStarted' }, unreachable)
    return saveDelay(state)
  })
  expect(delays).toEqual([4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  expect(saveDelay(after(state, { kind: 'retry' }))).toBe(1_000)
})

test('an expired session stops saving until something changes, and keeps the text on the device', () => {
  const state = after(
    openDraft(stub, saved('A', 4), []),
    ...[typed('AB'), { kind: 'saveStarted' } as const],
    { kind: 'failed', trouble: { kind: 'signedOut', message: 'sign in' } },
  )
  expect(saveDelay(state)).toBeNull()
  const kept = deviceCopy(state, 'a', '2026-09-01T11:00:00Z')!
  expect(openDraft(stub, saved('A', 4), [kept])).toMatchObject({ source: 'AB', rivals: [] })
})

test('a save that arrived although its answer was lost is no conflict', () => {
  const lost = after(
    openDraft(stub, saved('A', 4), []),
    typed('AB'),
    { kind: 'saveStarted' },
    unreachable,
  )
  const typedOn = after(lost, typed('ABC'), { kind: 'saveStarted' })
  const told = after(typedOn, { kind: 'conflicted', draft: saved('AB', 5) })
  expect(told).toMatchObject({ source: 'ABC', base: { source: 'AB', revision: 5 }, rivals: [] })
  expect(saveDelay(told)).toBe(1_000)
  // The same after a reload.
  const kept = deviceCopy(lost, 'a', '2026-09-01T11:00:00Z')!
  const reloaded = openDraft(stub, saved('AB', 5), [{ ...kept, source: 'ABC' }])
  expect(reloaded).toMatchObject({ source: 'ABC', rivals: [] })
})

test('a tab without unsaved changes follows another one', () => {
  const state = openDraft(stub, saved('A', 4), [])
  const heard = after(state, { kind: 'heard', draft: saved('B', 5), from: 'tab' })
  expect(heard).toMatchObject({ source: 'B', rivals: [] })
  expect(saveStatus(heard, true)).toBe('saved')
})

test('old news changes nothing', () => {
  const state = after(openDraft(stub, saved('A', 4), []), typed('AB'))
  expect(after(state, { kind: 'heard', draft: saved('x', 4), from: 'tab' })).toBe(state)
})

test('a tab with unsaved changes shows both texts, and saves neither before somebody chooses', () => {
  const state = after(openDraft(stub, saved('A', 4), []), typed('mine'), {
    ...{ kind: 'heard', draft: saved('theirs', 5), from: 'tab' },
  })
  expect(state.source).toBe('mine')
  expect(state.rivals).toMatchObject([{ from: 'tab', draft: { source: 'theirs' } }])
  expect(saveDelay(state)).toBeNull()
  expect(saveStatus(state, true)).toBe('undecided')
  expect(deviceCopy(state, 'a', 'now')).toMatchObject({ source: 'mine', revision: 4 })

  const theirs = after(state, { kind: 'theirsTaken' })
  expect(theirs).toMatchObject({ source: 'theirs', aside: 'mine', rivals: [] })
  expect(hasUnsaved(theirs)).toBe(false)
  expect(after(theirs, { kind: 'putBack' }).source).toBe('mine')

  const mine = after(state, { kind: 'mineKept' })
  expect(mine).toMatchObject({ source: 'mine', base: { revision: 5 }, rivals: [] })
  expect(saveDelay(mine)).toBe(1_000)
})

test('a refused save shows both texts', () => {
  const state = after(
    openDraft(stub, saved('A', 4), []),
    ...[typed('mine'), { kind: 'saveStarted' } as const],
    { kind: 'conflicted', draft: saved('theirs', 5) },
  )
  expect(state).toMatchObject({ source: 'mine', saving: null })
  expect(state.rivals).toMatchObject([{ from: 'elsewhere', draft: { revision: 5 } }])
})

test('two people who typed the same have no conflict', () => {
  const state = after(
    openDraft(stub, saved('A', 4), []),
    typed('same'),
    { kind: 'saveStarted' },
    {
      ...{ kind: 'conflicted', draft: saved('same', 5) },
    },
  )
  expect(state).toMatchObject({ rivals: [], base: { revision: 5 } })
  expect(hasUnsaved(state)).toBe(false)
})

test('after a reload the text on the device goes on when it descends from what the server holds', () => {
  const state = openDraft(stub, saved('A', 4), [copy('AB', 4)])
  expect(state).toMatchObject({ source: 'AB', base: { source: 'A', revision: 4 }, rivals: [] })
  expect(saveDelay(state)).toBe(1_000)
})

test('after a reload a text that does not descend from the server’s stands beside it, also after another reload', () => {
  const state = openDraft(stub, saved('theirs', 7), [copy('mine', 4)])
  expect(state.source).toBe('mine')
  expect(state.rivals).toMatchObject([{ from: 'elsewhere', draft: { source: 'theirs' } }])
  const again = openDraft(stub, saved('theirs', 7), [
    deviceCopy(state, 'b', '2026-09-01T12:00:00Z')!,
  ])
  expect(again.rivals).toHaveLength(1)
})

test('a text that the server holds already is taken from there', () => {
  expect(openDraft(stub, saved('A', 5), [copy('A', 4)])).toMatchObject({ source: 'A', rivals: [] })
})

test('texts that several tabs left behind are all offered', () => {
  const older = copy('older', 4, [], '2026-09-01T08:00:00Z')
  const state = openDraft(stub, saved('A', 4), [older, copy('newer', 4), copy('newer', 4)])
  expect(state.source).toBe('newer')
  expect(state.rivals).toMatchObject([{ from: 'device', copy: { source: 'older' } }])
  expect(after(state, { kind: 'theirsTaken' })).toMatchObject({ source: 'older', aside: 'newer' })
  expect(after(state, { kind: 'mineKept' })).toMatchObject({ source: 'newer', rivals: [] })
})

test('when the server was not reached at first, its draft is met like any news', () => {
  const untouched = openDraft(stub, null, [])
  const news: DraftEvent = { kind: 'heard', draft: saved('A', 4), from: 'elsewhere' }
  expect(after(untouched, news).source).toBe('A')
  const touched = after(untouched, typed('mine'))
  expect(after(touched, news)).toMatchObject({ source: 'mine', rivals: [{ from: 'elsewhere' }] })
})

test('starting over can be undone', () => {
  const state = after(openDraft(stub, saved('A', 4), []), { kind: 'replaced', source: stub })
  expect(state).toMatchObject({ source: stub, aside: 'A' })
  expect(saveDelay(state)).toBe(1_000)
  expect(after(state, { kind: 'putBack' })).toMatchObject({ source: 'A', aside: null })
})

test('a text that the server will not take is tried again once it is changed', () => {
  const refused: DraftEvent = { kind: 'failed', trouble: { kind: 'refused', message: 'too large' } }
  const state = after(openDraft(stub, null, []), typed('A'), { kind: 'saveStarted' }, refused)
  expect(saveDelay(state)).toBeNull()
  expect(saveDelay(after(state, typed('B')))).toBe(1_000)
})
