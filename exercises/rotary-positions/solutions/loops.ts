import * as tf from '@tensorflow/tfjs-core'

/** Rotary positions, one pair of channels at a time. */
export function rotaryPositions(x: tf.Tensor4D, start: number, theta: number): tf.Tensor {
  const dHead = x.shape[3]
  const turned = x.arraySync().map((heads) =>
    heads.map((tokens) =>
      tokens.map((channels, t) => {
        const row: number[] = []
        for (let i = 0; i < dHead / 2; i++) {
          const angle = (start + t) / Math.pow(theta, (2 * i) / dHead)
          const [first, second] = [channels[2 * i]!, channels[2 * i + 1]!]
          row.push(first * Math.cos(angle) - second * Math.sin(angle))
          row.push(first * Math.sin(angle) + second * Math.cos(angle))
        }
        return row
      }),
    ),
  )
  return tf.tensor(turned)
}
