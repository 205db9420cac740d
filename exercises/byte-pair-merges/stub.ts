/**
 * Byte-pair merges (Sennrich et al. 2016, section 3.2; on bytes, as in GPT-2). Learning, at most
 * nMerges times:
 *
 *     1. count all pairs of neighbours, overlapping ones too
 *     2. take the pair that occurs most often; of several, the one that occurs first in the row
 *     3. stop if it occurs only once; else replace it, from left to right, by a new id:
 *        256 for merge 0, 257 for merge 1, …
 *
 * The same merges, one after the other in this order, are then applied to another row.
 *
 * @param text     the bytes to learn from, each 0 … 255
 * @param nMerges  how many merges to learn at most
 * @param sample   the bytes to turn into tokens with the merges learned
 * @returns merges  the pairs of ids [left, right], in the order in which they were learned
 *          tokens  the sample after all merges
 */
export function bytePairMerges(
  text: number[],
  nMerges: number,
  sample: number[],
): { merges: number[][]; tokens: number[] } {
  throw new Error('not implemented')
}
