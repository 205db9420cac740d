import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  changedCounts,
  foldOf,
  lineDifference,
  type Stretch,
} from '../../server/web/course/line-difference.ts'

const seed = 11

test('a reworded line stands beside its old self, with the changed words marked', () => {
  const [first, changed] = lineDifference('const a = 1\nreturn a\n', 'const a = 1\nreturn a * 2\n')
  expect(first).toEqual({ kind: 'same', lines: [{ before: 1, after: 1, text: 'const a = 1' }] })
  expect(changed).toEqual({
    kind: 'changed',
    rows: [
      {
        before: { number: 2, parts: [{ text: 'return a', changed: false }] },
        after: {
          number: 2,
          parts: [
            { text: 'return a', changed: false },
            { text: ' * 2', changed: true },
          ],
        },
      },
    ],
  })
})

test('a line that is put in before a reworded one does not part the two versions of it', () => {
  const stretches = lineDifference(
    'return softmax(scores)\n',
    'const scale = 4\nreturn softmax(scores.div(scale))\n',
  )
  expect(stretches).toHaveLength(1)
  expect(numbers(stretches)).toEqual([
    [null, 1],
    [1, 2],
  ])
})

test('lines without anything in common are one removed and one added, without marked words', () => {
  const stretches = lineDifference('import a from "b"\n', 'while (true) {}\n')
  expect(stretches).toEqual([
    {
      kind: 'changed',
      rows: [
        {
          before: { number: 1, parts: [{ text: 'import a from "b"', changed: false }] },
          after: { number: 1, parts: [{ text: 'while (true) {}', changed: false }] },
        },
      ],
    },
  ])
})

test('line breaks of Windows and a missing one at the end are no difference', () => {
  expect(changedCounts(lineDifference('a\r\nb', 'a\nb\n'))).toEqual({ added: 0, removed: 0 })
})

test('an empty file has no lines; beside it all lines of the other are added', () => {
  expect(lineDifference('', '')).toEqual([])
  expect(changedCounts(lineDifference('', 'a\nb\n'))).toEqual({ added: 2, removed: 0 })
})

test('both texts can be read back, with every line numbered in order', () => {
  const line = fc.constantFrom(
    '',
    '  ',
    'return x',
    'return x + 1',
    'const x = 2',
    '}',
    '😀 const y',
  )
  const file = fc
    .array(line, { maxLength: 30 })
    .map((lines) => lines.map((one) => `${one}\n`).join(''))
  fc.assert(
    fc.property(file, file, (before, after) => {
      const stretches = lineDifference(before, after)
      expect(readBack(stretches, 'before')).toBe(before)
      expect(readBack(stretches, 'after')).toBe(after)
      for (const side of [0, 1]) {
        const seen = numbers(stretches).flatMap((pair) => pair[side] ?? [])
        expect(seen).toEqual(seen.map((_, at) => at + 1))
      }
    }),
    { seed },
  )
})

test('files of thousands of lines without anything in common are compared at once', () => {
  const file = (word: string) =>
    Array.from({ length: 8_000 }, (_, at) => `${word} ${at}\n`).join('')
  expect(changedCounts(lineDifference(file('a'), file('b')))).toEqual({
    added: 8_000,
    removed: 8_000,
  })
})

test('three lines stay in sight on the sides of an unchanged stretch that touch a change', () => {
  expect(foldOf(20, { isFirst: false, isLast: false })).toEqual({ from: 3, to: 17 })
  expect(foldOf(20, { isFirst: true, isLast: false })).toEqual({ from: 0, to: 17 })
  expect(foldOf(20, { isFirst: false, isLast: true })).toEqual({ from: 3, to: 20 })
  expect(foldOf(9, { isFirst: false, isLast: false })).toBeNull()
})

function numbers(stretches: readonly Stretch[]): [number | null, number | null][] {
  return stretches.flatMap((stretch) =>
    stretch.kind === 'same'
      ? stretch.lines.map((one): [number, number] => [one.before, one.after])
      : stretch.rows.map((one): [number | null, number | null] => [
          one.before?.number ?? null,
          one.after?.number ?? null,
        ]),
  )
}

function readBack(stretches: readonly Stretch[], side: 'before' | 'after'): string {
  return stretches
    .flatMap((stretch) =>
      stretch.kind === 'same'
        ? stretch.lines.map(({ text }) => text)
        : stretch.rows.flatMap((row) => row[side]?.parts.map(({ text }) => text).join('') ?? []),
    )
    .map((text) => `${text}\n`)
    .join('')
}
