/** The two small tables of a report: wrong numbers beside expected ones, and two shapes. */
import { digitsFor } from './digits.ts'
import { columns } from './layout.ts'
import { unpack } from '../packed.ts'
import type { Cell, Finding } from '../report.ts'
import type { Words } from './words.ts'

/** Expected, yours, off by and allowed for the first and the worst wrong value; empty where they are hidden. */
export function numbersOf(finding: Extract<Finding, { kind: 'values' }>, words: Words): string[] {
  const { first, worst, axes, total } = finding
  if (!first || !worst || total === 1) return []
  const { labels } = words
  const same = first.index.join() === worst.index.join()
  const cells = same ? [first] : [first, worst]
  const isBool = finding.expected !== null && unpack(finding.expected).dtype === 'bool'
  const write = isBool
    ? (number: Cell['expected']) => (number === 1 ? 'true' : 'false')
    : digitsFor(
        cells.flatMap((cell) => [cell.expected, cell.yours]),
        Math.min(...cells.map((cell) => cell.allowed)),
      )
  const row = (name: string, { expected, yours, offBy, allowed }: Cell) => [
    `  ${name}`,
    write(expected),
    write(yours),
    ...(isBool ? [] : [write(offBy), write(allowed)]),
  ]
  const heads = isBool ? [] : [labels.offBy, labels.allowed]
  const lines = columns(
    [
      ['', labels.expected, labels.yours, ...heads],
      ...cells.map((cell) => row(cell === first ? labels.first : labels.worst, cell)),
    ],
    4,
  )
  return lines.map((line, at) => {
    const cell = cells[at - 1]
    return cell ? `${line}    ${words.placeOf(axes, cell.index)}` : line
  })
}

/** Both shapes under the names of the axes; which axes look exchanged. */
export function shapeTable(
  { axes, expected, found, permutation }: Extract<Finding, { kind: 'shape' }>,
  { labels, sentences, plural }: Words,
): string[] {
  const moved = permutation?.flatMap((axis, at) => (axis === at ? [] : [at])) ?? []
  const [one, other] = moved.map((axis) => axes[axis] as string)
  const exchanged = moved.length === 2 && one && other
  // Axes that the declaration does not know have no name.
  const count = Math.max(axes.length, expected.length, found.length)
  const name = (axis: number) => axes[axis] ?? ''
  const pad = (shape: readonly number[]) =>
    Array.from({ length: count }, (_, axis) => String(shape[axis] ?? ''))
  if (count === 0) return []
  const [head, due, yours] = columns(
    [
      ['', ...Array.from({ length: count }, (_, axis) => name(axis))],
      [`  ${labels.expected}`, ...pad(expected)],
      [`  ${labels.yours}`, ...pad(found)],
    ],
    4,
  ) as [string, string, string]
  const note = exchanged ? `    ${sentences.exchanged(plural(one), plural(other))}` : ''
  return [head, due, yours + note]
}
