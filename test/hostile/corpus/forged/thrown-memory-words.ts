// expect: memoryLimit
// at most: 0
// Throws the very error of a buffer that finds no memory, without having asked for any. It is believed,
// because it can only cost the file its own points: the verdict is never better than the truth.
export function softmax(scores: number[][]): number[][] {
  throw new RangeError('Array buffer allocation failed')
}
