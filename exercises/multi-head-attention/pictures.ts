/**
 * Four heads that look for four different things in one sentence.
 *
 * A token's channels say where it stands (one-hot) and which word it is (one-hot). Every head copies
 * the former as its values, and the last projection changes nothing: so channel s of a head's block
 * in the result is the weight that the head gives to token s.
 */
import { tensorOf } from '../../reference/convert.ts'
import type { TensorValue } from '../../reference/value.ts'
import type { Drawing } from '../exercise.ts'

const tokens = ['the', 'cat', 'sat', 'on', 'the', 'mat']
const words = [...new Set(tokens)]
const T = tokens.length
const heads = 4
/** A head needs a channel for each token to hold its weights in. */
const dHead = T
const dModel = heads * dHead

/** Queries and keys that agree get e³ ≈ 20 times the weight of those that do not. */
const agreement = 3 * Math.sqrt(dHead)

const range = (length: number): number[] => Array.from({ length }, (_, at) => at)
const matrix = (fill: (row: number, column: number) => number): TensorValue =>
  tensorOf(range(dModel).map((row) => range(dModel).map((column) => fill(row, column))))
const vector = (fill: (channel: number) => number): TensorValue => tensorOf(range(dModel).map(fill))

/** In which of its heads' blocks a channel lies, and where in it. */
const blockOf = (channel: number) => ({ head: Math.floor(channel / dHead), at: channel % dHead })
const wordChannel = (word: string) => T + words.indexOf(word)

/** A weight is [out, in]: which input channel becomes channel `at` of a head's queries and keys. */
const queryReads = (head: number, at: number): number | null => {
  if (head === 0) return at + 1
  return head === 1 && at < words.length ? T + at : null
}
const keyReads = (head: number, at: number): number | null => {
  if (head === 1) return at < words.length ? T + at : null
  return at
}

export const pictures: readonly Drawing[] = [
  {
    kind: 'weights',
    title:
      'Four heads of your own code: the previous token, the same word, the first token, and everything so far.',
    queries: tokens,
    keys: tokens,
    inputs: {
      x: tensorOf([
        tokens.map((token, t) =>
          range(dModel).map((channel) => (channel === t || channel === wordChannel(token) ? 1 : 0)),
        ),
      ]),
      weights: {
        wq: matrix((out, channel) => {
          const { head, at } = blockOf(out)
          return queryReads(head, at) === channel ? agreement : 0
        }),
        // Head 2 asks every time for token 0; head 3 asks for nothing, and takes the mean.
        bq: vector((out) => (out === 2 * dHead ? agreement : 0)),
        wk: matrix((out, channel) => {
          const { head, at } = blockOf(out)
          return keyReads(head, at) === channel ? 1 : 0
        }),
        bk: vector(() => 0),
        wv: matrix((out, channel) => (blockOf(out).at === channel ? 1 : 0)),
        bv: vector(() => 0),
        wo: matrix((out, channel) => (out === channel ? 1 : 0)),
        bo: vector(() => 0),
      },
      nHeads: heads,
      mask: tensorOf(
        range(T).map((t) => range(T).map((s) => s <= t)),
        'bool',
      ),
    },
    shape: [1, T, dModel],
    weights: ({ dtype, values }) => ({
      dtype,
      shape: [heads, T, T],
      values: values.map((_, index) => {
        const [head, rest] = [Math.floor(index / (T * T)), index % (T * T)]
        const [t, s] = [Math.floor(rest / T), rest % T]
        return values[t * dModel + head * dHead + s] as number
      }),
    }),
  },
]
