/** Writes W2 tanh(W1 x + b1) into the stream. */
interface Layer {
  /** [F, C] */
  w1: number[][]
  /** [F] */
  b1: number[]
  /** [C, F] */
  w2: number[][]
}

interface Stream {
  /** the stream after the last layer, [C] */
  output: number[]
  /** gradients[l] is the gradient at the stream before layer l; the last row is upstream. [layers + 1, C] */
  gradients: number[][]
}

/**
 * Layers that add to a stream, and the gradient on its way back (He et al. 2016, Identity Mappings in
 * Deep Residual Networks, section 2). Forwards, and then backwards from g = upstream:
 *
 *     x ← x + W2 tanh(W1 x + b1)
 *     g ← g + W1ᵀ (tanh′(W1 x + b1) ∘ W2ᵀ g)          x: the stream before that layer; tanh′ = 1 - tanh²
 *
 * @param x         the stream before the first layer, [C]
 * @param layers    in the order in which they write; F may differ from C and from layer to layer
 * @param upstream  the gradient of the loss for each number of the output, [C]
 */
export function residualStream(x: number[], layers: Layer[], upstream: number[]): Stream {
  throw new Error('not implemented')
}
