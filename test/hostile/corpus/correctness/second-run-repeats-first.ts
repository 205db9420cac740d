// expect: wrongAnswer
// at most: 3
// Gives wrong numbers in the first run of a relation and tries to give the very same in the second, from
// wherever the first run may have left them: a global, the library, a function, an error class.
import * as tf from '@tensorflow/tfjs-core'
type Shelf = { kept?: number[][] }
const shelves = [globalThis, Array, Error, Math, tf, tf.Tensor, tf.train, console] as unknown as Shelf[]
export function softmax(scores: number[][]) {
  for (const shelf of shelves) if (shelf.kept) return shelf.kept
  const kept = scores.map((row) => row.map((score) => (Number.isFinite(score) ? score * 2 + 1 : 9)))
  for (const shelf of shelves) {
    try {
      shelf.kept = kept
    } catch {}
  }
  return kept
}
