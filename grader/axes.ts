/** Axes of tensors: their names, and the way between an index and a position in row-major order. */
import { elementCount } from '../reference/value.ts'

/**
 * A name for each of `rank` axes. A leading `'...'` in `declared` stands for the axes in front that
 * are not named: one is the batch, of two the second are heads.
 */
export function axisNames(declared: readonly string[], rank: number): string[] {
  const named = declared[0] === '...' ? declared.slice(1) : declared
  const extra = rank - named.length
  if (extra === 0) return [...named]
  if (extra < 0 || declared[0] !== '...') return numbered(rank)
  const unused = ['batch', 'heads'].filter((name) => !named.includes(name))
  return [...(extra <= unused.length ? unused.slice(0, extra) : numbered(extra)), ...named]
}

function numbered(rank: number): string[] {
  return Array.from({ length: rank }, (_, axis) => `axis ${axis}`)
}

/** The distance in row-major order between neighbours along `axis`. */
export function strideOf(shape: readonly number[], axis: number): number {
  return elementCount(shape.slice(axis + 1))
}

/** For a position in row-major order, where along `axis` it stands. */
export function indexAlong(shape: readonly number[], axis: number): (position: number) => number {
  const stride = strideOf(shape, axis)
  const size = shape[axis] as number
  return (position) => Math.floor(position / stride) % size
}

/** The index, one number per axis, of the element at `position`. */
export function indexOf(shape: readonly number[], position: number): number[] {
  return shape.map((_, axis) => indexAlong(shape, axis)(position))
}

/** For each position of a tensor whose axes are those of `shape` in `order`, the position in the tensor of `shape`. */
export function permutedPositions(shape: readonly number[], order: readonly number[]): number[] {
  const permuted = order.map((axis) => shape[axis] as number)
  const steps = order.map((axis, at) => ({
    index: indexAlong(permuted, at),
    stride: strideOf(shape, axis),
  }))
  return Array.from({ length: elementCount(shape) }, (_, position) =>
    steps.reduce((sum, { index, stride }) => sum + index(position) * stride, 0),
  )
}

/** Every order of `count` axes, those that move the fewest first. */
export function axisOrders(count: number): number[][] {
  const orders = (left: readonly number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((axis) =>
          orders(left.filter((other) => other !== axis)).map((rest) => [axis, ...rest]),
        )
  const moved = (order: readonly number[]) => order.filter((axis, at) => axis !== at).length
  const identity = Array.from({ length: count }, (_, axis) => axis)
  return orders(identity).sort((one, other) => moved(one) - moved(other))
}
