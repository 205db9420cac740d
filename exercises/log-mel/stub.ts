export interface Settings {
  /** Samples per second. */
  sampleRate: number
  /** Samples in a frame, even: N. */
  window: number
  /** Samples from one frame to the next; divides chunk. */
  hop: number
  /** Mel bands. */
  nMels: number
  /** Samples that the model hears, more than window / 2. */
  chunk: number
}

/**
 * The log-mel spectrogram that Whisper reads (Radford et al. 2022, section 2.2):
 *
 *  1. cut or fill with zeros, at the end, to `chunk` samples
 *  2. reflect N / 2 samples at both ends, the end sample itself not repeated
 *  3. frame t = samples t·hop … t·hop + N - 1 of that, t = 0 … chunk / hop - 1
 *  4. times the periodic Hann window 1/2 - cos(2πn / N) / 2, then |DFT|² for the bins k = 0 … N / 2
 *  5. nMels triangles of area 1 on Slaney's mel scale, from 0 Hz to sampleRate / 2
 *  6. x = log10(max(band, 1e-10)), then max(x, largest x of all - 8), then (x + 4) / 4
 *
 *     mel(f) = 3 f / 200                          for f < 1000 Hz
 *              15 + 27 ln(f / 1000) / ln 6.4      from there on
 *
 * @param signal    samples, any number from 1 on
 * @param settings  rates and sizes
 * @returns         [nMels, chunk / hop]: a row for each band, a column for each frame
 */
export function logMel(signal: number[], settings: Settings): number[][] {
  throw new Error('not implemented')
}
