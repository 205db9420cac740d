/** Ids with a meaning of their own; all others are words. Id 0 may be a word. */
export interface Special {
  PAD: number
  CLS: number
  SEP: number
  MASK: number
}

/** Numbers in [0, 1), each [B, T]: the only source of chance. */
export interface Draws {
  pick: number[][]
  change: number[][]
  word: number[][]
}

/** The label of a token that is not scored. */
const IGNORE = -100

/**
 * The masked language model of BERT (Devlin et al. 2019, section 3.1), all but the encoder.
 *
 * Token t of item b is picked when pick[b][t] < 0.15 and it is none of PAD, CLS, SEP. Of the picked ones,
 *
 *     change < 0.8            becomes MASK
 *     0.8 <= change < 0.9     becomes the id floor(word · vocab)
 *     0.9 <= change           stays
 *
 * @param ids      token ids [B, T], without MASK; short sentences end in PAD
 * @param special  which ids are PAD, CLS, SEP and MASK
 * @param draws    one number of each kind for every token, used or not
 * @param logits   scores [B, T, vocab] that some encoder gave to the inputs
 * @returns inputs  [B, T]: the ids that the encoder reads
 *          labels  [B, T]: the true id of every picked token, IGNORE for all others
 *          sees    [B, T, T]: true where token t of item b may attend to token s
 *          loss    mean cross-entropy over all picked tokens of the batch; 0 when there is none
 */
export function bertMasking(
  ids: number[][],
  special: Special,
  draws: Draws,
  logits: number[][][],
): { inputs: number[][]; labels: number[][]; sees: boolean[][][]; loss: number } {
  throw new Error('not implemented')
}
