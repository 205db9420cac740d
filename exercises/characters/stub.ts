/**
 * Turns documents into one row of integers, and integers back into documents, with the characters
 * that occur as the vocabulary:
 *
 *     id 0        END, which closes a document
 *     id 1 … V    the different characters of all documents, sorted by code point
 *
 * @param documents   texts; a character is a whole code point, so "😀" is one
 * @param ids         other integers to turn back into texts, each from 0 to V
 * @returns vocabulary  the V characters in the order of their ids: id 1 first
 *          tokens      all documents one after the other, each with END behind it
 *          texts       the documents in `ids`: each END closes one; characters after the last END are
 *                      one more document, which is not finished
 */
export function characters(
  documents: string[],
  ids: number[],
): { vocabulary: string[]; tokens: number[]; texts: string[] } {
  throw new Error('not implemented')
}
