/** A tensor of any rank as slices of rows and columns: its last two axes are drawn, those in front are stepped through. */

export interface Layers {
  /** 1 where there is no axis for rows. */
  readonly rows: number
  readonly columns: number
  /** Positions in one slice. */
  readonly size: number
  /** The sizes of the axes in front. */
  readonly front: readonly number[]
}

export interface Place {
  /** One position for each axis in front. */
  readonly slice: readonly number[]
  readonly row: number
  readonly column: number
}

export function layersOf(shape: readonly number[]): Layers {
  const columns = shape.at(-1) ?? 1
  const rows = shape.at(-2) ?? 1
  return { rows, columns, size: rows * columns, front: shape.slice(0, -2) }
}

/** Where the element at `position`, in row-major order, stands. */
export function placeAt(shape: readonly number[], position: number): Place {
  const { columns, size, front } = layersOf(shape)
  const inSlice = position % size
  let left = Math.floor(position / size)
  const slice = front.map(() => 0)
  for (const axis of front.keys().toArray().reverse()) {
    slice[axis] = left % front[axis]!
    left = Math.floor(left / front[axis]!)
  }
  return { slice, row: Math.floor(inSlice / columns), column: inSlice % columns }
}

export function positionAt(shape: readonly number[], { slice, row, column }: Place): number {
  const { columns, size, front } = layersOf(shape)
  return sliceNumber(front, slice) * size + row * columns + column
}

/** The index, one number per axis. */
export function indexAt(shape: readonly number[], position: number): number[] {
  const { slice, row, column } = placeAt(shape, position)
  const index = [...slice, row, column]
  return index.slice(index.length - shape.length)
}

export function positionOf(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((sum, at, axis) => sum * shape[axis]! + at, 0)
}

/** The position that a key leads to within the slice; null where the key means nothing here. */
export function moved(shape: readonly number[], position: number, key: string): number | null {
  const { rows, columns } = layersOf(shape)
  const { slice, row, column } = placeAt(shape, position)
  const to = (nextRow: number, nextColumn: number) =>
    positionAt(shape, {
      slice,
      row: Math.min(Math.max(nextRow, 0), rows - 1),
      column: Math.min(Math.max(nextColumn, 0), columns - 1),
    })
  switch (key) {
    case 'ArrowLeft':
      return to(row, column - 1)
    case 'ArrowRight':
      return to(row, column + 1)
    case 'ArrowUp':
      return to(row - 1, column)
    case 'ArrowDown':
      return to(row + 1, column)
    case 'Home':
      return to(row, 0)
    case 'End':
      return to(row, columns - 1)
    case 'PageUp':
      return to(0, column)
    case 'PageDown':
      return to(rows - 1, column)
    default:
      return null
  }
}

/** Up to `most` neighbouring positions of an axis, with `centre` in the middle where there is room. */
export function windowAround(centre: number, size: number, most: number): number[] {
  const length = Math.min(size, most)
  const start = Math.min(Math.max(0, centre - Math.floor(length / 2)), size - length)
  return Array.from({ length }, (_, at) => start + at)
}

function sliceNumber(front: readonly number[], slice: readonly number[]): number {
  return positionOf(front, slice)
}
