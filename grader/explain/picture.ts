/** A small picture, in characters, of where in a tensor the wrong values stand. */
import { elementCount, type TensorValue } from '../../reference/value.ts'
import { recognised, short } from './digits.ts'
import { unpack } from '../packed.ts'
import type { Finding } from '../report.ts'
import { allowedAt, classOf, type Tolerance } from '../tolerance.ts'
import { columnsOf, padEnd } from './width.ts'
import type { Words } from './words.ts'

type Drawable = Extract<Finding, { kind: 'values' | 'nonFinite' }>

/** At most so many rows and columns are drawn: a window around the worst value. */
const most = 8

/**
 * The last two axes around the worst value, one character for each value, and beside each row what is
 * seen of it. Empty for a single value, and where a case does not show its numbers.
 */
export function picture(finding: Drawable, tolerance: Tolerance, words: Words): string[] {
  const { axes, shape } = finding
  const centre = finding.kind === 'values' ? finding.worst : finding.first
  if (!finding.expected || !finding.yours || !centre || elementCount(shape) < 2) return []
  const [expected, yours] = [unpack(finding.expected), unpack(finding.yours)]

  const width = shape.at(-1) as number
  const height = shape.at(-2) ?? 1
  const rows = windowAround(centre.index.at(-2) ?? 0, height)
  const across = windowAround(centre.index.at(-1) as number, width)
  const slice = centre.index.slice(0, -2)
  const start =
    slice.reduce((sum, index, axis) => sum * (shape[axis] as number) + index, 0) * height
  const rowStart = (row: number) => (start + row) * width

  const errors = rows.flatMap((row) =>
    across.map((column) => {
      const position = rowStart(row) + column
      return Math.abs((yours.values[position] as number) - (expected.values[position] as number))
    }),
  )
  const levels = finding.kind === 'values' ? levelsFor(errors) : null
  const symbolAt = (position: number) =>
    symbol(expected.values[position] as number, yours.values[position] as number, {
      dtype: expected.dtype,
      tolerance,
      levels,
    })
  const cellWidth = String(across.at(-1)).length + 1
  const cells = (texts: readonly string[]) => texts.map((text) => text.padStart(cellWidth)).join('')

  const columnName = words.singular(axes.at(-1) as string)
  const labels = rows.map((row) =>
    shape.length < 2 ? '' : words.placeAlong(axes.at(-2) as string, row),
  )
  const corner = slice.length > 0 ? words.placeOf(axes, slice) : ''
  const left = Math.max(...labels.map(columnsOf), columnsOf(corner))
  const indent = ' '.repeat(columnsOf(columnName))
  const header = `  ${padEnd(corner, left)}  ${columnName}${cells(across.map(String))}`
  const lines = rows.map((row, at) => {
    const drawn = cells(across.map((column) => symbolAt(rowStart(row) + column)))
    const note = rowNote(
      expected.values.slice(rowStart(row), rowStart(row) + width),
      yours.values.slice(rowStart(row), rowStart(row) + width),
      { dtype: expected.dtype, tolerance, words },
    )
    return `  ${padEnd(labels[at] as string, left)}  ${indent}${drawn}    ${note}`.trimEnd()
  })
  return [header, ...lines, `  ${legend(finding, expected, levels, words)}`]
}

/** Up to `most` neighbouring positions of an axis, with `centre` in the middle where there is room. */
function windowAround(centre: number, size: number): number[] {
  const length = Math.min(size, most)
  const start = Math.min(Math.max(0, centre - Math.floor(length / 2)), size - length)
  return Array.from({ length }, (_, at) => start + at)
}

/** Bounds between the shades: a tenth, half and the whole of a round number below the largest error. */
function levelsFor(errors: readonly number[]): [number, number, number] {
  const largest = Math.max(...errors.filter(Number.isFinite), Number.MIN_VALUE)
  const power = 10 ** Math.floor(Math.log10(largest))
  const round = [5, 2, 1].find((factor) => factor * power <= largest) ?? 1
  return [(round * power) / 10, (round * power) / 2, round * power]
}

interface Scale {
  readonly dtype: TensorValue['dtype']
  readonly tolerance: Tolerance
  readonly levels: readonly [number, number, number] | null
}

function symbol(expected: number, yours: number, { dtype, tolerance, levels }: Scale): string {
  if (classOf(expected) !== classOf(yours)) return '×'
  if (!levels || !Number.isFinite(expected)) return '·'
  const off = Math.abs(yours - expected)
  if (off <= allowedAt(expected, dtype, tolerance)) return '·'
  if (isExact(dtype)) return '█'
  return ['░', '▒', '▓'][levels.findIndex((level) => off < level)] ?? '█'
}

function legend(
  finding: Drawable,
  { dtype }: TensorValue,
  levels: readonly [number, number, number] | null,
  { sentences }: Words,
): string {
  if (finding.kind === 'nonFinite' || !levels)
    return sentences.nonFiniteLegend(finding.kind === 'nonFinite' ? finding.found : [])
  if (isExact(dtype)) return sentences.exactLegend
  return sentences.legend([short(levels[0]), short(levels[1]), short(levels[2])])
}

function isExact(dtype: TensorValue['dtype']): boolean {
  return dtype === 'int32' || dtype === 'bool'
}

/** "right", "0.592 × expected", or nothing to say of a row. */
function rowNote(
  expected: TensorValue['values'],
  yours: TensorValue['values'],
  { dtype, tolerance, words }: { dtype: TensorValue['dtype']; tolerance: Tolerance; words: Words },
): string {
  const cells = Array.from(expected, (due, at) => ({ due, found: yours[at] as number }))
  const within = (factor: number, slack: number) =>
    cells.every(({ due, found }) => {
      const scale = Math.max(Math.abs(due), Math.abs(due * factor))
      const allowed = allowedAt(Number.isFinite(scale) ? scale : 0, dtype, tolerance)
      return found === due * factor || Math.abs(found - due * factor) <= slack * allowed
    })
  if (within(1, 1)) return words.labels.right
  const sum = (term: (cell: (typeof cells)[number]) => number) =>
    cells.reduce((total, cell) => total + term(cell), 0)
  const ratio = sum(({ due, found }) => due * found) / sum(({ due }) => due * due)
  // One value alone is always a multiple of another.
  const telling = cells.filter(({ due }) => Math.abs(due) > 20 * allowedAt(due, dtype, tolerance))
  if (isExact(dtype) || telling.length < 2 || !within(ratio, 5)) return ''
  // A factor that reads as 1 beside wrong values says nothing.
  if (short(ratio) === '1') return ''
  return words.sentences.ratioNote(recognised(ratio) ?? short(ratio))
}
