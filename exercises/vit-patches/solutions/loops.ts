import * as tf from '@tensorflow/tfjs-core'

interface PatchWeights {
  projection: tf.Tensor2D
  bias: tf.Tensor1D
  cls: tf.Tensor1D
  positions: tf.Tensor2D
}

/** Patches as tokens, one pixel at a time. */
export function vitPatches(
  images: tf.Tensor4D,
  P: number,
  { projection, bias, cls, positions }: PatchWeights,
): tf.Tensor | null {
  const [, C, H, W] = images.shape
  if (H % P !== 0 || W % P !== 0) return null
  const [weight, offset] = [projection.arraySync(), bias.arraySync()]
  const places = positions.arraySync()

  const output = images.arraySync().map((image) => {
    const tokens = [cls.arraySync()]
    for (let top = 0; top < H; top += P) {
      for (let left = 0; left < W; left += P) {
        const patch: number[] = []
        for (let c = 0; c < C; c++) {
          for (let row = 0; row < P; row++) {
            for (let column = 0; column < P; column++) {
              patch.push(image[c]![top + row]![left + column]!)
            }
          }
        }
        tokens.push(
          weight.map((w, o) => w.reduce((sum, one, i) => sum + one * patch[i]!, offset[o]!)),
        )
      }
    }
    return tokens.map((token, n) => token.map((value, d) => value + places[n]![d]!))
  })
  return tf.tensor(output)
}
