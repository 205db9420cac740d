import { expect, test } from '@jest/globals'
import { gap, mapSizes, rowLabels } from '../../../server/web/report/sizes.ts'

const three = { maps: 3, characters: 8 }

test('three small maps stand side by side in a pane, with their numbers where there is room', () => {
  expect(mapSizes(900, { rows: 1, columns: 2, ...three })).toMatchObject({
    ...{ across: 3, numbers: true, cellHeight: 26 },
  })
  expect(mapSizes(700, { rows: 6, columns: 8, ...three })).toMatchObject({
    ...{ across: 3, numbers: false },
  })
})

test('maps stand below each other on a phone', () => {
  expect(mapSizes(300, { rows: 6, columns: 12, ...three }).across).toBe(1)
})

test('what stands side by side fits, however wide the room, as long as cells need not be tiny', () => {
  for (const width of [280, 320, 480, 700, 1000, 1400]) {
    for (const columns of [1, 3, 12, 40]) {
      const { across, cellWidth } = mapSizes(width, { rows: 8, columns, ...three })
      const taken = across * (rowLabels + columns * cellWidth) + gap * (across - 1)
      expect(taken <= width || cellWidth === 5).toBe(true)
    }
  }
})

test('64 by 64 cells stay legible in a pane', () => {
  const { cellWidth, cellHeight } = mapSizes(700, { rows: 64, columns: 64, ...three })
  expect(Math.min(cellWidth, cellHeight)).toBeGreaterThanOrEqual(5)
})

test('positions are written as often as there is room', () => {
  const { columnEvery, rowEvery } = mapSizes(700, { rows: 64, columns: 64, ...three })
  expect([columnEvery, rowEvery]).toEqual([5, 5])
  expect(mapSizes(900, { rows: 4, columns: 4, ...three }).columnEvery).toBe(1)
})
