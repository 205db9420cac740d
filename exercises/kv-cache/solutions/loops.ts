import * as tf from '@tensorflow/tfjs-core'

interface AttentionWeights {
  wq: tf.Tensor2D
  bq: tf.Tensor1D
  wk: tf.Tensor2D
  bk: tf.Tensor1D
  wv: tf.Tensor2D
  bv: tf.Tensor1D
  wo: tf.Tensor2D
  bo: tf.Tensor1D
}

interface Model {
  positions: tf.Tensor2D
  layers: AttentionWeights[]
}

interface LayerCache {
  keys: tf.Tensor4D
  values: tf.Tensor4D
}

/** A step with a cache: one new token after the other, one number at a time. */
export function kvStep(x: tf.Tensor3D, cache: LayerCache[] | null, model: Model, nHeads: number) {
  const dHead = x.shape[2] / nHeads
  const past = cache ? cache[0]!.keys.shape[2] : 0
  const positions = model.positions.arraySync()
  const items = x.arraySync()
  // [layer][B][H][S][dHead], copies that grow by one token at a time.
  const memory = model.layers.map((_, layer) => ({
    keys: cache ? cache[layer]!.keys.arraySync() : emptyHeads(items.length, nHeads),
    values: cache ? cache[layer]!.values.arraySync() : emptyHeads(items.length, nHeads),
  }))
  const output = items.map((tokens, b) =>
    tokens.map((token, t) => {
      let y = token.map((value, c) => value + positions[past + t]![c]!)
      model.layers.forEach((layer, at) => {
        const { keys, values } = memory[at]!
        const query = project(y, layer.wq, layer.bq)
        const key = project(y, layer.wk, layer.bk)
        const value = project(y, layer.wv, layer.bv)
        const mixed = y.map(() => 0)
        for (let h = 0; h < nHeads; h++) {
          const first = h * dHead
          keys[b]![h]!.push(key.slice(first, first + dHead))
          values[b]![h]!.push(value.slice(first, first + dHead))
          const scores = keys[b]![h]!.map((seen) =>
            seen.reduce((sum, one, d) => sum + (one * query[first + d]!) / Math.sqrt(dHead), 0),
          )
          const highest = Math.max(...scores)
          const exponentials = scores.map((score) => Math.exp(score - highest))
          const total = exponentials.reduce((sum, one) => sum + one, 0)
          values[b]![h]!.forEach((seen, s) =>
            seen.forEach((one, d) => (mixed[first + d]! += (one * exponentials[s]!) / total)),
          )
        }
        const added = project(mixed, layer.wo, layer.bo)
        y = y.map((value, c) => value + added[c]!)
      })
      return y
    }),
  )
  return {
    output: tf.tensor(output),
    cache: memory.map(({ keys, values }) => ({
      keys: tf.tensor(keys),
      values: tf.tensor(values),
    })),
  }
}

/** Nothing seen yet: an empty list of tokens for every head of every item. */
function emptyHeads(B: number, nHeads: number): number[][][][] {
  return Array.from({ length: B }, () => Array.from({ length: nHeads }, () => []))
}

function project(row: number[], W: tf.Tensor2D, b: tf.Tensor1D): number[] {
  const bias = b.arraySync()
  return W.arraySync().map((weights, o) =>
    weights.reduce((sum, weight, i) => sum + weight * row[i]!, bias[o]!),
  )
}
