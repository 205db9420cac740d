import * as tf from '@tensorflow/tfjs-core'

interface Settings {
  readonly sampleRate: number
  readonly window: number
  readonly hop: number
  readonly nMels: number
  readonly chunk: number
}

/**
 * The log-mel spectrogram that Whisper reads, [nMels, chunk / hop] (Radford et al. 2022, section 2.2,
 * with the steps of its published code). Tables are computed in doubles.
 */
export function logMel(signal: tf.Tensor1D, settings: Settings): tf.Tensor2D {
  const { sampleRate, window, hop, nMels, chunk } = settings
  const heard = tf.slice(signal, 0, Math.min(chunk, signal.size)) //         at most [chunk]
  const filled = tf.pad(heard, [[0, chunk - heard.size]]) //                 [chunk], silence at the end
  const middle = window / 2
  const mirrored = tf.mirrorPad(filled, [[middle, middle]], 'reflect') //    [chunk + window]

  const nFrames = chunk / hop // the frame that would start behind the chunk is left out
  const starts = tf.mul(tf.range(0, nFrames, 1, 'int32'), hop) //            [frames]
  const places = tf.add(tf.reshape(starts, [nFrames, 1]), tf.range(0, window, 1, 'int32'))
  const frames = tf.mul(tf.gather(mirrored, tf.cast(places, 'int32')), hann(window)) // [frames, window]

  const angle = (n: number, k: number) => (2 * Math.PI * ((n * k) % window)) / window
  const wave = (of: (angle: number) => number) =>
    table(window, middle + 1, (n, k) => of(angle(n, k))) //                  [window, bins]
  const real = tf.matMul(frames, wave(Math.cos)) //                          [frames, bins]
  const imaginary = tf.matMul(frames, wave(Math.sin)) //                     [frames, bins]
  const power = tf.add(tf.square(real), tf.square(imaginary)) //             [frames, bins]

  const filters = melFilters(sampleRate, window, nMels) //                   [nMels, bins]
  const bands = tf.matMul(filters, power, false, true) //                    [nMels, frames]
  const logs = tf.div(tf.log(tf.maximum(bands, 1e-10)), Math.LN10) //        [nMels, frames]
  const near = tf.maximum(logs, tf.sub(tf.max(logs), 8)) //                  eight decades below the loudest
  return tf.div(tf.add(near, 4), 4)
}

/** The periodic Hann window. */
function hann(window: number): tf.Tensor1D {
  const weight = (n: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window)
  return tf.tensor1d(Array.from({ length: window }, (_, n) => weight(n)))
}

/** Triangles of area 1 on Slaney's mel scale, [nMels, window / 2 + 1]. */
function melFilters(sampleRate: number, window: number, nMels: number): tf.Tensor2D {
  const step = mel(sampleRate / 2) / (nMels + 1)
  const corner = (m: number) => hertz(m * step)
  return table(nMels, window / 2 + 1, (m, k) => {
    const [low, centre, high] = [corner(m), corner(m + 1), corner(m + 2)]
    const frequency = (k * sampleRate) / window
    const rise = (frequency - low) / (centre - low)
    const fall = (high - frequency) / (high - centre)
    return (Math.max(0, Math.min(rise, fall)) * 2) / (high - low)
  })
}

/** Slaney's scale: even steps up to 1000 Hz, equal ratios above. */
function mel(hertz: number): number {
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + (27 * Math.log(hertz / 1000)) / Math.log(6.4)
}

function hertz(mel: number): number {
  return mel < 15 ? (200 * mel) / 3 : 1000 * 6.4 ** ((mel - 15) / 27)
}

function table(rows: number, columns: number, at: (row: number, column: number) => number) {
  return tf.tensor2d(
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_entry, column) => at(row, column)),
    ),
    [rows, columns],
  )
}
