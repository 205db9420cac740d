/** Are the right values there, but in other places? */
import { axisOrders, indexAlong, permutedPositions, strideOf } from '../axes.ts'
import type { Pattern } from '../report.ts'
import { fits, near, varies, type WrongValues } from './values.ts'

/** Longer axes are not searched for an order: the search looks at every pair of positions. */
const longestSearched = 64

export function orderPattern(values: WrongValues): Pattern | null {
  if (!varies(values)) return null
  return (
    slicesEqual(values) ??
    axesSwapped(values) ??
    shifted(values) ??
    reordered(values) ??
    samePool(values)
  )
}

function slicesEqual(values: WrongValues): Pattern | null {
  const { shape, axes, yours, expected } = values
  for (const [axis, size] of shape.entries()) {
    const stride = strideOf(shape, axis)
    const along = indexAlong(shape, axis)
    const inFirst = (position: number) => position - along(position) * stride
    const differ = expected.some(
      (value, position) => !near(values, value, expected[inFirst(position)] as number),
    )
    if (size > 1 && differ && fits(values, (position) => yours[inFirst(position)])) {
      return { kind: 'slicesEqual', axisName: axes[axis] as string }
    }
  }
  return null
}

function axesSwapped(values: WrongValues): Pattern | null {
  const { shape, axes, expected } = values
  if (shape.length > 5) return null
  const movedBy = (order: readonly number[]) => order.filter((axis, at) => axis !== at)
  for (const order of axisOrders(shape.length).filter((one) => movedBy(one).length === 2)) {
    const from = permutedPositions(shape, order)
    if (fits(values, (position) => expected[from[position] as number])) {
      const [other, one] = movedBy(order).map((axis) => axes[axis] as string)
      return { kind: 'axesSwapped', axes: [one as string, other as string] }
    }
  }
  return null
}

function shifted(values: WrongValues): Pattern | null {
  const { shape, axes, expected } = values
  for (const [axis, size] of shape.entries()) {
    const stride = strideOf(shape, axis)
    const along = indexAlong(shape, axis)
    for (const by of [1, -1, 2, -2]) {
      // Along a short axis a shift leaves too little to see.
      if (size < 3 || Math.abs(by) * 2 > size) continue
      const predict = (position: number) => {
        const from = along(position) - by
        return from < 0 || from >= size ? undefined : expected[position - by * stride]
      }
      if (fits(values, predict)) return { kind: 'shifted', axisName: axes[axis] as string, by }
    }
  }
  return null
}

function reordered(values: WrongValues): Pattern | null {
  const { shape, axes, expected, yours } = values
  for (const [axis, size] of shape.entries()) {
    if (size < 2 || size > longestSearched) continue
    const stride = strideOf(shape, axis)
    const along = indexAlong(shape, axis)
    const slices = Array.from({ length: size }, (): number[] => [])
    for (const position of expected.keys()) {
      slices[along(position)]?.push(position)
    }
    const order: number[] = []
    for (const [to, slice] of slices.entries()) {
      const from = slices.findIndex(
        (_, candidate) =>
          !order.includes(candidate) &&
          slice.every((position) =>
            near(
              values,
              yours[position] as number,
              expected[position + (candidate - to) * stride] as number,
            ),
          ),
      )
      if (from < 0) break
      order.push(from)
    }
    const predict = (position: number) => {
      const to = along(position)
      return expected[position + ((order[to] as number) - to) * stride]
    }
    if (order.length === size && fits(values, predict)) {
      return { kind: 'reordered', axisName: axes[axis] as string, order }
    }
  }
  return null
}

/** Only where most values are different ones: two tensors of few distinct values often have the same pool. */
function samePool(values: WrongValues): Pattern | null {
  const { expected, yours, wrong } = values
  const due = Float64Array.from(expected).sort()
  const found = Float64Array.from(yours).sort()
  const enough = wrong.length >= 4 && new Set(expected).size * 2 > expected.length
  const same = due.every((value, at) => near(values, value, found[at] as number))
  const moved = wrong.some(
    (position) => !near(values, expected[position] as number, yours[position] as number),
  )
  return enough && same && moved ? { kind: 'samePoolOfValues' } : null
}
