/** How large maps are drawn in the room that there is. All sizes are CSS pixels. */

export interface MapSizes {
  /** Maps side by side. */
  readonly across: number
  readonly cellWidth: number
  readonly cellHeight: number
  /** Cells are wide enough for their numbers. */
  readonly numbers: boolean
  /** Every so many rows, and columns, have their position written. */
  readonly rowEvery: number
  readonly columnEvery: number
}

/** Room for the positions of the rows and the name of their axis; for those of the columns; for the name of theirs. */
export const rowLabels = 44
export const columnLabels = 20
export const columnName = 14
export const gap = 16

const smallest = 5
const largest = 26
/** From here on a cell need not grow for another map to stand beside it. */
const legible = 10
const captionWidth = 150
const characterWidth = 6.7

/**
 * The arrangement of `maps` maps that keeps cells legible with as many side by side as fit.
 * `characters` is the length of the longest number in a cell,
 * `tallest` the height at which a map is comfortable to look at.
 */
export function mapSizes(
  width: number,
  {
    rows,
    columns,
    maps,
    characters,
    tallest = 260,
  }: { rows: number; columns: number; maps: number; characters: number; tallest?: number },
): MapSizes {
  const room = (across: number) =>
    Math.floor(((width - gap * (across - 1)) / across - rowLabels) / columns)
  const wanted = Math.max(smallest, Math.min(largest, Math.floor(tallest / rows)))
  const across =
    Array.from({ length: maps }, (_, at) => maps - at).find(
      (count) =>
        room(count) >= Math.min(wanted, legible) &&
        rowLabels + columns * room(count) >= captionWidth,
    ) ?? 1
  const square = Math.max(smallest, Math.min(wanted, room(across)))
  const written = Math.ceil(characters * characterWidth) + 28
  const numbers = square >= 16 && room(across) >= written
  const cellWidth = numbers ? written : square
  return {
    ...{ across, cellWidth, cellHeight: square, numbers },
    rowEvery: every(square, 14),
    columnEvery: every(cellWidth, 8 * String(Math.max(0, columns - 1)).length + 6),
  }
}

/** 1, 2, 5, 10, 20, …: the first with enough room from one label to the next. */
function every(cell: number, room: number): number {
  for (let power = 1; ; power *= 10) {
    const found = [1, 2, 5].find((factor) => factor * power * cell >= room)
    if (found !== undefined) return found * power
  }
}
