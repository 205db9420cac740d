/** Recall against length, one number at a time. */
export function recallByLength(
  words: number[][],
  signs: number[][],
  sentences: number[][],
): number[][] {
  const fromVector: number[] = []
  const fromAttention: number[] = []
  for (let n = 1; n <= signs.length; n++) {
    let rightByVector = 0
    let rightByAttention = 0
    for (const sentence of sentences) {
      const memory = words[0]!.map(() => 0)
      for (let s = 0; s < n; s++) {
        for (let d = 0; d < memory.length; d++)
          memory[d]! += signs[s]![d]! * words[sentence[s]!]![d]!
      }
      for (let t = 0; t < n; t++) {
        const read = memory.map((value, d) => value * signs[t]![d]!)
        if (nearest(read, words) === sentence[t]) rightByVector++
        if (nearest(attend(t, n, sentence, words, signs), words) === sentence[t]) rightByAttention++
      }
    }
    fromVector.push(rightByVector / (n * sentences.length))
    fromAttention.push(rightByAttention / (n * sentences.length))
  }
  return [fromVector, fromAttention]
}

function attend(
  t: number,
  n: number,
  sentence: number[],
  words: number[][],
  signs: number[][],
): number[] {
  const read = words[0]!.map(() => 0)
  let sum = 0
  for (let s = 0; s < n; s++) {
    // No score is above √D, so the exponential needs no maximum.
    const weight = Math.exp(dot(signs[t]!, signs[s]!) / Math.sqrt(read.length))
    sum += weight
    for (let d = 0; d < read.length; d++) read[d]! += weight * words[sentence[s]!]![d]!
  }
  return read.map((value) => value / sum)
}

function nearest(read: number[], words: number[][]): number {
  let best = 0
  for (let word = 1; word < words.length; word++) {
    if (dot(read, words[word]!) > dot(read, words[best]!)) best = word
  }
  return best
}

function dot(one: number[], other: number[]): number {
  let sum = 0
  for (let d = 0; d < one.length; d++) sum += one[d]! * other[d]!
  return sum
}
