/**
 * The bottleneck of sequence to sequence, measured: for sentences cut to their first n words, which
 * share of these words can be read back?
 *
 * @param words      [V, D]: one unit vector per word of the vocabulary
 * @param signs      [L, D]: for each position D signs, +1 or -1
 * @param sentences  [N, L]: the ids of the words of N sentences
 * @returns          [2, L]: row 0 from one vector per sentence, row 1 by attention; column n - 1 is
 *                   the recall at length n, between 0 and 1
 */
export function recallByLength(
  words: number[][],
  signs: number[][],
  sentences: number[][],
): number[][] {
  throw new Error('not implemented')
}
