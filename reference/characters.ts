import type * as tf from '@tensorflow/tfjs-core'

/** The id that closes a document; characters are numbered from 1. */
const end = 0

/**
 * Characters to integers and back. Text has no tensors and integers no rounding, so this is plain
 * JavaScript on every backend.
 */
export function characters(documents: readonly string[], ids: tf.Tensor1D) {
  const vocabulary = [...new Set(documents.join(''))].sort(byCodePoint) //    [V] different characters
  const idOf = new Map(vocabulary.map((character, place) => [character, place + 1]))
  const tokens = documents.flatMap((document) => [
    ...Array.from(document, (character) => idOf.get(character)!), //          one id per character …
    end, //                                                                   … and one for the end
  ])

  const texts: string[] = []
  let open: string | null = null //                                           the document being written
  for (const id of ids.dataSync()) {
    if (id === end) texts.push(open ?? '')
    open = id === end ? null : (open ?? '') + vocabulary[id - 1]!
  }
  return { vocabulary, tokens, texts: open === null ? texts : [...texts, open] }
}

function byCodePoint(one: string, other: string): number {
  return one.codePointAt(0)! - other.codePointAt(0)!
}
