/** How a report is laid out in a terminal: lines, colours, columns, a line of code with a caret. */
import { inertLine } from './inert.ts'
import type { SourcePlace } from '../report.ts'
import { breakableParts, columnsOf, headOf, padEnd, padStart, tailOf } from './width.ts'

type Paint = (text: string) => string
export interface Colours {
  readonly good: Paint
  readonly bad: Paint
  readonly strong: Paint
  readonly faint: Paint
}

/** ANSI colours, or none. */
export function coloursFor(wanted: boolean): Colours {
  const paint =
    (on: number, off: number): Paint =>
    (text) =>
      wanted ? `\x1b[${on}m${text}\x1b[${off}m` : text
  return { good: paint(32, 39), bad: paint(31, 39), strong: paint(1, 22), faint: paint(2, 22) }
}

/** Spaces that may become a line break: a unit stays with its number. */
const breakable = / +(?!(?:(?:ms|s|MB|%)(?![a-z])|毫?秒|个|次|项))/

/** Breaks text at spaces and between Chinese characters into lines of at most `width` columns; later lines start with `indent`. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(breakable)) {
    for (const [at, part] of breakableParts(word).entries()) {
      const longer = line && at === 0 ? `${line} ${part}` : line + part
      if (line && columnsOf(longer) > width) {
        lines.push(line)
        line = indent + part
      } else {
        line = longer
      }
    }
  }
  return [...lines, line]
}

/** Two texts at the two ends of a line, or on two lines when both do not fit. */
export function spread(left: string, right: string, width: number): string[] {
  const space = width - columnsOf(left) - columnsOf(right)
  return space < 2 ? [left, right] : [left + ' '.repeat(space) + right]
}

/** Rows of cells as aligned columns: the first to the left, the others to the right. */
export function columns(rows: readonly (readonly string[])[], gap: number): string[] {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths?.[column] ?? 0
        return column === 0 ? padEnd(cell, width) : padStart(cell, width + gap)
      })
      .join('')
      .trimEnd(),
  )
}

/** The student's own line with a caret under the column, and a note beside the caret. */
export function codeFrame({ line, column, lineText }: SourcePlace, note: string, width: number) {
  const gutter = String(line)
  const room = width - gutter.length - 5
  const upTo = inertLine(lineText.slice(0, column - 1), Infinity)
  const from = inertLine(lineText.slice(column - 1), Infinity)
  // A long line is cut so that the caret is in the middle of what is shown.
  const isLong = columnsOf(upTo) + columnsOf(from) > room
  const before = isLong ? tailOf(upTo, Math.floor(room / 2)) : upTo
  const after = headOf(from, room - columnsOf(before))
  return [
    `  ${gutter} │ ${before}${after}`.trimEnd(),
    `  ${' '.repeat(gutter.length)} │ ${' '.repeat(columnsOf(before))}^${note && `  ${note}`}`,
  ]
}
