interface Settings {
  sampleRate: number
  window: number
  hop: number
  nMels: number
  chunk: number
}

/** Whisper's log-mel spectrogram, one number at a time. */
export function logMel(signal: number[], settings: Settings): number[][] {
  const { sampleRate, window, hop, nMels, chunk } = settings
  const powers: number[][] = [] // [frames][bins]
  for (let t = 0; t < chunk / hop; t++) {
    const frame = Array.from({ length: window }, (_, n) => {
      const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window)
      return weight * sampleAt(signal, chunk, t * hop + n - window / 2)
    })
    powers.push(Array.from({ length: window / 2 + 1 }, (_, k) => power(frame, k)))
  }

  const step = mel(sampleRate / 2) / (nMels + 1)
  const logs = Array.from({ length: nMels }, (_, m) => {
    const [low, centre, high] = [hertz(m * step), hertz((m + 1) * step), hertz((m + 2) * step)]
    return powers.map((bins) => {
      let band = 0
      for (const [k, energy] of bins.entries()) {
        const f = (k * sampleRate) / window
        if (f <= low || f >= high) continue
        const height = f < centre ? (f - low) / (centre - low) : (high - f) / (high - centre)
        band += (energy * height * 2) / (high - low)
      }
      return Math.log10(Math.max(band, 1e-10))
    })
  })
  let loudest = -Infinity
  for (const row of logs) for (const value of row) loudest = Math.max(loudest, value)
  return logs.map((row) => row.map((value) => (Math.max(value, loudest - 8) + 4) / 4))
}

/** The sample at a place of the chunk, or of its mirror images beyond both ends. */
function sampleAt(signal: number[], chunk: number, place: number): number {
  if (place < 0) return signal[-place] ?? 0
  return signal[place < chunk ? place : 2 * (chunk - 1) - place] ?? 0
}

/** |DFT|² in bin k. */
function power(frame: number[], k: number): number {
  let [real, imaginary] = [0, 0]
  for (const [n, sample] of frame.entries()) {
    const angle = (2 * Math.PI * ((n * k) % frame.length)) / frame.length
    real += sample * Math.cos(angle)
    imaginary -= sample * Math.sin(angle)
  }
  return real * real + imaginary * imaginary
}

function mel(f: number): number {
  return f < 1000 ? (3 * f) / 200 : 15 + (27 * Math.log(f / 1000)) / Math.log(6.4)
}

function hertz(m: number): number {
  return m < 15 ? (200 * m) / 3 : 1000 * 6.4 ** ((m - 15) / 27)
}
