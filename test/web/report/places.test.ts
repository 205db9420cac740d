import { expect, test } from '@jest/globals'
import {
  indexAt,
  layersOf,
  moved,
  placeAt,
  positionAt,
  positionOf,
  windowAround,
} from '../../../server/web/report/places.ts'

const shape = [2, 3, 4, 5]

test('every position of a tensor with four axes leads to its slice, row and column, and back', () => {
  const positions = Array.from({ length: 120 }, (_, position) => position)
  expect(positions.map((position) => positionAt(shape, placeAt(shape, position)))).toEqual(
    positions,
  )
  expect(placeAt(shape, 119)).toEqual({ slice: [1, 2], row: 3, column: 4 })
  expect(placeAt(shape, 20)).toEqual({ slice: [0, 1], row: 0, column: 0 })
})

test('an index has one number for each axis, whatever the rank', () => {
  expect(indexAt([], 0)).toEqual([])
  expect(indexAt([7], 3)).toEqual([3])
  expect(indexAt([3, 4], 7)).toEqual([1, 3])
  expect(indexAt(shape, 67)).toEqual([1, 0, 1, 2])
  expect(positionOf(shape, [1, 0, 1, 2])).toBe(67)
})

test('a vector and a single number are drawn as one row', () => {
  expect(layersOf([7])).toEqual({ rows: 1, columns: 7, size: 7, front: [] })
  expect(layersOf([])).toEqual({ rows: 1, columns: 1, size: 1, front: [] })
})

test('arrow keys stay in the slice and stop at its edges', () => {
  const at = positionAt(shape, { slice: [1, 1], row: 0, column: 4 })
  expect(moved(shape, at, 'ArrowUp')).toBe(at)
  expect(moved(shape, at, 'ArrowRight')).toBe(at)
  expect(placeAt(shape, moved(shape, at, 'ArrowDown')!)).toEqual({
    slice: [1, 1],
    row: 1,
    column: 4,
  })
  expect(placeAt(shape, moved(shape, at, 'Home')!).column).toBe(0)
  expect(placeAt(shape, moved(shape, at, 'PageDown')!).row).toBe(3)
  expect(moved(shape, at, 'Tab')).toBeNull()
})

test('a window has the cell in its middle, except at the edges', () => {
  expect(windowAround(20, 64, 8)).toEqual([16, 17, 18, 19, 20, 21, 22, 23])
  expect(windowAround(1, 64, 4)).toEqual([0, 1, 2, 3])
  expect(windowAround(63, 64, 4)).toEqual([60, 61, 62, 63])
  expect(windowAround(1, 3, 8)).toEqual([0, 1, 2])
})
