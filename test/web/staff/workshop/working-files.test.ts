import { expect, test } from '@jest/globals'
import {
  afterSave,
  changedByBoth,
  filesOf,
  hasChanges,
  rename,
  replaceAll,
  workOn,
  write,
} from '../../../../server/web/staff/workshop/working-files.ts'

const first = {
  id: 'first',
  files: { 'cases.ts': 'cases', 'statement.md': 'text', 'solutions/loops.ts': 'loops' },
}

test('a text that is typed is a change, until it is as it was', () => {
  const typed = write(workOn(first), 'cases.ts', 'more cases')
  expect(typed.changes).toEqual({ 'cases.ts': 'more cases' })
  expect(hasChanges(write(typed, 'cases.ts', 'cases'))).toBe(false)
})

test('files stand in the order of an author: the statement first, solutions last', () => {
  const more = write(write(workOn(first), 'stub.ts', ''), 'words.txt', 'a')
  expect(Object.keys(filesOf(more))).toEqual([
    ...['statement.md', 'stub.ts', 'cases.ts', 'words.txt', 'solutions/loops.ts'],
  ])
})

test('a file that is taken away is gone, and can be brought back', () => {
  const without = write(workOn(first), 'cases.ts', null)
  expect(Object.keys(filesOf(without))).not.toContain('cases.ts')
  expect(hasChanges(write(without, 'cases.ts', 'cases'))).toBe(false)
})

test('a new file that is taken away again leaves no change', () => {
  expect(hasChanges(write(write(workOn(first), 'new.ts', ''), 'new.ts', null))).toBe(false)
})

test('a renamed file keeps the text that was typed', () => {
  const renamed = rename(
    write(workOn(first), 'solutions/loops.ts', 'better'),
    ...(['solutions/loops.ts', 'solutions/rows.ts'] as const),
  )
  expect(renamed.changes).toEqual({ 'solutions/loops.ts': null, 'solutions/rows.ts': 'better' })
})

test('files of an older edition take the place of all that are there', () => {
  const old = { 'cases.ts': 'old cases', 'statement.md': 'text' }
  const back = replaceAll(write(workOn(first), 'new.ts', 'new'), old)
  expect(filesOf(back)).toEqual(old)
  expect(back.changes).toEqual({ 'cases.ts': 'old cases', 'solutions/loops.ts': null })
})

test('what is typed while a save is on its way is still a change afterwards', () => {
  const sent = write(workOn(first), 'cases.ts', 'sent\r\n')
  const now = write(sent, 'statement.md', 'typed meanwhile')
  const saved = { id: 'second', files: { ...filesOf(sent), 'cases.ts': 'sent\n' } }
  expect(afterSave(now, filesOf(sent), saved)).toEqual({
    base: saved,
    changes: { 'statement.md': 'typed meanwhile' },
  })
})

test('changes on top of a newer edition keep what only the others changed', () => {
  const mine = write(workOn(first), 'cases.ts', 'my cases')
  const theirs = {
    id: 'theirs',
    files: { ...first.files, 'statement.md': 'their text', 'cases.ts': 'their cases' },
  }
  expect(changedByBoth(mine, theirs.files)).toEqual(['cases.ts'])
  expect(filesOf(workOn(theirs, mine.changes))).toMatchObject({
    'cases.ts': 'my cases',
    'statement.md': 'their text',
  })
})

test('a file that both changed to the same is no conflict', () => {
  const mine = write(workOn(first), 'cases.ts', 'the same')
  expect(changedByBoth(mine, { ...first.files, 'cases.ts': 'the same' })).toEqual([])
})
