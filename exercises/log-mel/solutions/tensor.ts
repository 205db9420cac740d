import * as tf from '@tensorflow/tfjs-core'

interface Settings {
  sampleRate: number
  window: number
  hop: number
  nMels: number
  chunk: number
}

/** Whisper's log-mel spectrogram with tf's own frames and Fourier transform. */
export function logMel(signal: number[], settings: Settings): number[][] {
  const { sampleRate, window, hop, nMels, chunk } = settings
  const zeros = new Array<number>(Math.max(0, chunk - signal.length)).fill(0)
  const filled = tf.tensor1d([...signal.slice(0, chunk), ...zeros]) // [chunk]
  const mirrored = tf.mirrorPad(filled, [[window / 2, window / 2]], 'reflect')
  const frames = tf.signal.frame(mirrored, window, hop) // [chunk / hop + 1, window]
  const kept = tf.slice(frames, [0, 0], [chunk / hop, window])
  const hann = tf.signal.hannWindow(window) // periodic
  const spectrum = tf.spectral.rfft(tf.mul(kept, hann)) // [frames, window / 2 + 1], complex
  const power = tf.add(tf.square(tf.real(spectrum)), tf.square(tf.imag(spectrum)))

  const corners = melCorners(sampleRate, nMels)
  const column = (first: number) => tf.tensor2d(corners.slice(first, first + nMels), [nMels, 1]) // [nMels, 1]
  const [low, centre, high] = [column(0), column(1), column(2)]
  const bins = tf.mul(tf.range(0, window / 2 + 1), sampleRate / window) // [bins]
  const rise = tf.div(tf.sub(bins, low), tf.sub(centre, low)) // [nMels, bins]
  const fall = tf.div(tf.sub(high, bins), tf.sub(high, centre))
  const triangles = tf.relu(tf.minimum(rise, fall))
  const filters = tf.div(tf.mul(triangles, 2), tf.sub(high, low))

  const bands = tf.matMul(filters, power, false, true) // [nMels, frames]
  const logs = tf.div(tf.log(tf.maximum(bands, 1e-10)), Math.log(10))
  const near = tf.maximum(logs, tf.sub(tf.max(logs), 8))
  return tf.div<tf.Tensor2D>(tf.add(near, 4), 4).arraySync()
}

/** nMels + 2 frequencies, evenly spaced on Slaney's scale. */
function melCorners(sampleRate: number, nMels: number): number[] {
  const top = sampleRate / 2
  const ratio = Math.log(6.4) / 27
  const highest = top < 1000 ? (3 * top) / 200 : 15 + Math.log(top / 1000) / ratio
  return Array.from({ length: nMels + 2 }, (_, m) => {
    const place = (highest * m) / (nMels + 1)
    return place < 15 ? (200 * place) / 3 : 1000 * Math.exp((place - 15) * ratio)
  })
}
