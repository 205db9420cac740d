/** A tone that climbs from 200 to 3800 Hz: on the mel scale it rises quickly at first, then more slowly. */
import { tensorOf } from '../../reference/convert.ts'
import type { Drawing } from '../exercise.ts'

const sampleRate = 8000
const chunk = 1536
const hop = 32
const nMels = 20
const [from, to] = [200, 3800]

/** The phase of a tone whose frequency grows evenly. */
const sample = (n: number) => {
  const seconds = n / sampleRate
  const growth = (to - from) / (chunk / sampleRate)
  return Math.sin(2 * Math.PI * (from + (growth * seconds) / 2) * seconds)
}

export const pictures: readonly Drawing[] = [
  {
    kind: 'map',
    title: 'A tone that climbs evenly from 200 to 3800 Hz, as your own code sees it.',
    rows: 'mel band',
    columns: 'frame',
    inputs: {
      signal: tensorOf(
        Array.from({ length: chunk }, (_, n) => sample(n)),
        'float64',
      ),
      settings: { sampleRate, window: 128, hop, nMels, chunk },
    },
    shape: [nMels, chunk / hop],
    map: (result) => result,
  },
]
