/** One tanh cell: h' = tanh(Wx x + Wh h + b). Wx is [H, E], Wh is [H, H], b is [H]. */
interface Cell {
  Wx: number[][]
  Wh: number[][]
  b: number[]
}

/** embedding is [V, E]: one row per word, for both languages. Wo is [V, H], bo is [V]. */
interface Weights {
  embedding: number[][]
  encoder: Cell
  decoder: Cell
  Wo: number[][]
  bo: number[]
}

/** Words with a meaning of their own; all other ids are ordinary words. */
const PAD = 0
const BOS = 1
const EOS = 2

/**
 * An encoder-decoder with teacher forcing (Sutskever et al. 2014, section 2). Item b trains on
 * targetLengths[b] + 1 steps: the decoder reads BOS, y1, …, yn and has to predict y1, …, yn, EOS.
 *
 * @param source         word ids [B, S]; what follows the first sourceLengths[b] words is padding
 * @param sourceLengths  [B], at least 1
 * @param target         word ids [B, T] without BOS and EOS; padded likewise
 * @param targetLengths  [B], may be 0
 * @param weights        the embedding, two cells and the output layer
 * @returns logits       [B, T + 1, V]: the scores of each step; zeros where item b has no step
 *          loss         the mean cross-entropy over all steps of all items
 */
export function teacherForcing(
  source: number[][],
  sourceLengths: number[],
  target: number[][],
  targetLengths: number[],
  weights: Weights,
): { logits: number[][][]; loss: number } {
  throw new Error('not implemented')
}
