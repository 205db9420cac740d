import type * as tf from '@tensorflow/tfjs-core'

/** Ids below this are bytes; merge number k makes the id 256 + k. */
const bytes = 256

/**
 * Byte-pair merges: learned from `text`, applied to `sample` (Sennrich et al. 2016, section 3.2).
 * Integers have no rounding, so this is plain JavaScript on every backend.
 */
export function bytePairMerges(text: tf.Tensor1D, nMerges: number, sample: tf.Tensor1D) {
  const merges: [number, number][] = []
  let learned = [...text.dataSync()] //                           [N], shorter with every merge
  while (merges.length < nMerges) {
    const best = mostFrequentPair(learned)
    if (best === null) break
    learned = merge(learned, best, bytes + merges.length)
    merges.push(best)
  }
  const tokens = merges.reduce<number[]>(
    (ids, pair, k) => merge(ids, pair, bytes + k), //             in the order in which they were learned
    [...sample.dataSync()],
  )
  return { merges, tokens }
}

/** The pair of neighbours that occurs most often, the first of those in the row; null when none occurs twice. */
function mostFrequentPair(ids: readonly number[]): [number, number] | null {
  const counts = new Map<string, number>() //                     keeps the order of first occurrence
  for (let at = 0; at + 1 < ids.length; at++) {
    const pair = `${ids[at]!},${ids[at + 1]!}`
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  const best = [...counts].find(([, count]) => count === most)
  return best && most >= 2 ? (best[0].split(',').map(Number) as [number, number]) : null
}

/** `ids` with every occurrence of the pair, from left to right, replaced by one new id. */
function merge(ids: readonly number[], [first, second]: [number, number], id: number): number[] {
  const merged: number[] = []
  for (let at = 0; at < ids.length; at++) {
    const isPair = ids[at] === first && ids[at + 1] === second
    merged.push(isPair ? id : ids[at]!)
    if (isPair) at++ //                                           the second one has been used up
  }
  return merged
}
