import type { Drawing } from '../exercise.ts'

const [T, dModel] = [64, 32]

export const pictures: readonly Drawing[] = [
  {
    kind: 'map',
    title:
      'Your position table. Left: fast hands, in pairs a quarter turn apart; right: hands so slow that they hardly move.',
    rows: 'position',
    columns: 'channel',
    inputs: { T, dModel },
    shape: [T, dModel],
    map: (result) => result,
  },
]
