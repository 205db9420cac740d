/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'
import type { Settings } from './stub.ts'

type Given = [signal: number[], settings: Settings]
type Matrix = number[][]

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  /** The samples that the frames are cut from. */
  readonly fill?: (signal: number[], chunk: number) => number[]
  readonly extend?: (filled: number[], middle: number) => number[]
  /** The numbers of the frames. */
  readonly frames?: (count: number) => number[]
  readonly hann?: (n: number, N: number) => number
  readonly power?: (real: number, imaginary: number, N: number) => number
  readonly scale?: Scale
  readonly top?: (sampleRate: number) => number
  readonly height?: (width: number) => number
  /** The band's power to its logarithm. */
  readonly log?: (band: number) => number
  /** Logarithms to the result, [nMels, frames]. */
  readonly finish?: (logs: Matrix) => Matrix
}

interface Scale {
  readonly mel: (hertz: number) => number
  readonly hertz: (mel: number) => number
}

const slaney: Scale = {
  mel: (f) => (f < 1000 ? (3 * f) / 200 : 15 + (27 * Math.log(f / 1000)) / Math.log(6.4)),
  hertz: (m) => (m < 15 ? (200 * m) / 3 : 1000 * 6.4 ** ((m - 15) / 27)),
}
const htk: Scale = {
  mel: (f) => 2595 * Math.log10(1 + f / 700),
  hertz: (m) => 700 * (10 ** (m / 2595) - 1),
}
const straight: Scale = { mel: (f) => f, hertz: (m) => m }

const range = (length: number) => Array.from({ length }, (_, at) => at)
const largest = (numbers: readonly number[]) =>
  numbers.reduce((one, other) => Math.max(one, other), -Infinity)

const right: Required<Pieces> = {
  fill: (signal, chunk) => range(chunk).map((n) => signal[n] ?? 0),
  extend: (filled, middle) => [
    ...filled.slice(1, middle + 1).reverse(),
    ...filled,
    ...filled.slice(-middle - 1, -1).reverse(),
  ],
  frames: range,
  hann: (n, N) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / N),
  power: (real, imaginary) => real * real + imaginary * imaginary,
  scale: slaney,
  top: (sampleRate) => sampleRate / 2,
  height: (width) => 2 / width,
  log: (band) => Math.log10(Math.max(band, 1e-10)),
  finish: (logs) => mapped(withinEight(logs), (value) => (value + 4) / 4),
}

const mapped = (logs: Matrix, change: (value: number) => number) =>
  logs.map((row) => row.map(change))

function withinEight(logs: Matrix): Matrix {
  const loudest = largest(logs.flat())
  return mapped(logs, (value) => Math.max(value, loudest - 8))
}

function spectrogram([signal, settings]: Given, wrong: Pieces): Matrix {
  const { sampleRate, window: N, hop, nMels, chunk } = settings
  const pieces = { ...right, ...wrong }
  const samples = pieces.extend(pieces.fill(signal, chunk), N / 2)
  const powers = pieces.frames(chunk / hop).map((t) => {
    const frame = range(N).map((n) => (samples[t * hop + n] ?? 0) * pieces.hann(n, N))
    return range(N / 2 + 1).map((k) => binPower(frame, k, pieces.power))
  })
  const { scale } = pieces
  const step = scale.mel(pieces.top(sampleRate)) / (nMels + 1)
  const logs = range(nMels).map((m) => {
    const [low, centre, high] = [0, 1, 2].map((more) => scale.hertz((m + more) * step)) as [
      number,
      number,
      number,
    ]
    return powers.map((bins) =>
      pieces.log(
        bins.reduce((band, energy, k) => {
          const f = (k * sampleRate) / N
          const share = Math.min((f - low) / (centre - low), (high - f) / (high - centre))
          return band + energy * Math.max(0, share) * pieces.height(high - low)
        }, 0),
      ),
    )
  })
  return pieces.finish(logs)
}

function binPower(frame: readonly number[], k: number, power: Required<Pieces>['power']): number {
  let [real, imaginary] = [0, 0]
  for (const [n, sample] of frame.entries()) {
    const angle = (2 * Math.PI * ((n * k) % frame.length)) / frame.length
    real += sample * Math.cos(angle)
    imaginary -= sample * Math.sin(angle)
  }
  return power(real, imaginary, frame.length)
}

export function symmetricHann(...given: Given) {
  return spectrogram(given, { hann: (n, N) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / (N - 1)) })
}

export function noWindow(...given: Given) {
  return spectrogram(given, { hann: () => 1 })
}

export function hamming(...given: Given) {
  return spectrogram(given, { hann: (n, N) => 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / N) })
}

export function magnitude(...given: Given) {
  return spectrogram(given, { power: (real, imaginary) => Math.hypot(real, imaginary) })
}

export function powerPerSample(...given: Given) {
  return spectrogram(given, {
    power: (real, imaginary, N) => (real * real + imaginary * imaginary) / N,
  })
}

export function realPartOnly(...given: Given) {
  return spectrogram(given, { power: (real) => real * real })
}

export function naturalLog(...given: Given) {
  return spectrogram(given, { log: (band) => Math.log(Math.max(band, 1e-10)) })
}

export function decibels(...given: Given) {
  return spectrogram(given, { log: (band) => 10 * Math.log10(Math.max(band, 1e-10)) })
}

export function noFloor(...given: Given) {
  return spectrogram(given, { log: Math.log10 })
}

export function floorAdded(...given: Given) {
  return spectrogram(given, { log: (band) => Math.log10(band + 1e-10) })
}

export function htkScale(...given: Given) {
  return spectrogram(given, { scale: htk })
}

export function noMelScale(...given: Given) {
  return spectrogram(given, { scale: straight })
}

export function noAreaNorm(...given: Given) {
  return spectrogram(given, { height: () => 1 })
}

export function htkWithoutAreaNorm(...given: Given) {
  return spectrogram(given, { scale: htk, height: () => 1 })
}

export function upToSampleRate(...given: Given) {
  return spectrogram(given, { top: (sampleRate) => sampleRate })
}

export function rangeUnlimited(...given: Given) {
  return spectrogram(given, { finish: (logs) => mapped(logs, (value) => (value + 4) / 4) })
}

export function notScaled(...given: Given) {
  return spectrogram(given, { finish: (logs) => withinEight(logs) })
}

export function neitherStep(...given: Given) {
  return spectrogram(given, { finish: (logs) => logs })
}

export function maximumPerFrame(...given: Given) {
  return spectrogram(given, {
    finish: (logs) =>
      logs.map((row) =>
        row.map((value, t) => {
          const loudest = largest(logs.map((other) => other[t]!))
          return (Math.max(value, loudest - 8) + 4) / 4
        }),
      ),
  })
}

export function maximumPerBand(...given: Given) {
  return spectrogram(given, {
    finish: (logs) =>
      logs.map((row) => row.map((value) => (Math.max(value, largest(row) - 8) + 4) / 4)),
  })
}

export function lastFrameKept(...given: Given) {
  return spectrogram(given, { frames: (count) => range(count + 1) })
}

export function firstFrameDropped(...given: Given) {
  return spectrogram(given, { frames: (count) => range(count).map((t) => t + 1) })
}

export function framesFromTheStart(...given: Given) {
  return spectrogram(given, { extend: (filled) => filled })
}

export function zerosAround(...given: Given) {
  return spectrogram(given, {
    extend: (filled, middle) => [
      ...range(middle).map(() => 0),
      ...filled,
      ...range(middle).map(() => 0),
    ],
  })
}

export function endsRepeated(...given: Given) {
  return spectrogram(given, {
    extend: (filled, middle) => [
      ...filled.slice(0, middle).reverse(),
      ...filled,
      ...filled.slice(-middle).reverse(),
    ],
  })
}

export function zerosInFront(...given: Given) {
  return spectrogram(given, {
    fill: (signal, chunk) => [
      ...range(Math.max(0, chunk - signal.length)).map(() => 0),
      ...signal.slice(0, chunk),
    ],
  })
}

export function lastSamples(...given: Given) {
  return spectrogram(given, {
    fill: (signal, chunk) => right.fill(signal.slice(-chunk), chunk),
  })
}

export function repeatedSignal(...given: Given) {
  return spectrogram(given, {
    fill: (signal, chunk) => range(chunk).map((n) => signal[n % signal.length]!),
  })
}

export function framesByBands(...given: Given) {
  const bands = spectrogram(given, {})
  return bands[0]!.map((_, t) => bands.map((row) => row[t]!))
}

export const misconceptions = [
  {
    id: 'WH1',
    name: 'symmetricHann',
    sameAs: 'the symmetric Hann window, which divides by N − 1',
    hints: [
      'Print your window for N = 4. Is it the one of the worked example?',
      'If the window were repeated for ever, would two zeros meet?',
      'Periodic: divide by N. Its zero comes once per period, at n = 0.',
    ],
    solution: symmetricHann,
  },
  {
    id: 'WH2',
    name: 'noWindow',
    sameAs: 'frames without a window',
    hints: [
      'What happens at the edges of a frame that is cut out of a sound?',
      'Each frame is multiplied by the Hann window before the Fourier transform.',
    ],
    solution: noWindow,
  },
  {
    id: 'WH3',
    name: 'hamming',
    sameAs: 'the Hamming window',
    hints: [
      'What is your window at n = 0?',
      'Two windows have similar names. The one with 0.54 and 0.46 is Hamming’s.',
      'Hann: 1/2 − cos(2πn / N) / 2, which begins with 0.',
    ],
    solution: hamming,
  },
  {
    id: 'WH4',
    name: 'magnitude',
    sameAs: 'bands made of |DFT| instead of |DFT|²',
    hints: [
      'Ten times the signal: by how much do your logarithms grow, before the last step?',
      'Is it the magnitude or its square that is summed in a band?',
      'Power is real² + imaginary², without a root.',
    ],
    solution: magnitude,
  },
  {
    id: 'WH5',
    name: 'powerPerSample',
    sameAs: 'power divided by the length of the window',
    hints: [
      'Is your result off by the same number everywhere?',
      'Some definitions of a power spectrum divide by N. Does this one?',
      'Here it is |DFT|² as it is.',
    ],
    solution: powerPerSample,
  },
  {
    id: 'WH6',
    name: 'realPartOnly',
    sameAs: 'the square of the real part alone',
    hints: [
      'Shift a tone by a quarter of its period. Does your power change?',
      'A bin is a complex number: |z|² = real² + imaginary².',
    ],
    solution: realPartOnly,
  },
  {
    id: 'WH7',
    name: 'naturalLog',
    sameAs: 'natural logarithms',
    hints: [
      'What does a factor of 10 in the power add in your code?',
      'In JavaScript Math.log is the natural one.',
      'Use Math.log10, or divide by ln 10 = 2.3026.',
    ],
    solution: naturalLog,
  },
  {
    id: 'WH8',
    name: 'decibels',
    sameAs: 'decibels, ten times the logarithm',
    hints: [
      'What does a factor of 10 in the power add in your code?',
      'The steps that follow, max − 8 and (x + 4) / 4, are made for plain log10.',
    ],
    solution: decibels,
  },
  {
    id: 'WH9',
    name: 'noFloor',
    sameAs: 'a logarithm without the floor of 1e-10',
    hints: [
      'What does your function return for silence?',
      'log10(0) is -Infinity, and -Infinity − 8 is no help.',
      'Take max(band, 1e-10) before the logarithm.',
    ],
    solution: noFloor,
  },
  {
    id: 'WH10',
    name: 'floorAdded',
    sameAs: 'a floor that is added to the power instead of being its lower limit',
    hints: [
      'At ordinary loudness all is right. What happens near 1e-10?',
      'Does your floor change a band whose power is 2e-10?',
      'max(band, 1e-10), not band + 1e-10.',
    ],
    solution: floorAdded,
  },
  {
    id: 'WH11',
    name: 'htkScale',
    sameAs: 'the other mel scale, 2595 log10(1 + f / 700)',
    hints: [
      'Which mel does 500 Hz have in your code?',
      'Two scales go by the name mel. Is yours straight below 1000 Hz?',
      'Here mel(500) = 7.5 and mel(6400) = 42.',
    ],
    solution: htkScale,
  },
  {
    id: 'WH12',
    name: 'noMelScale',
    sameAs: 'triangles that are evenly spaced in Hertz',
    hints: [
      'How far apart are the corners of your first two triangles, and of the last two?',
      'Space the corners evenly in mel, then take them back to Hertz.',
    ],
    solution: noMelScale,
  },
  {
    id: 'WH13',
    name: 'noAreaNorm',
    sameAs: 'triangles of height 1',
    hints: [
      'Are your high bands louder than ours, the more the higher?',
      'A wide triangle collects more. What keeps white noise equally loud in all bands?',
      'Each triangle has area 1: multiply it by 2 / (high − low), in Hertz.',
    ],
    solution: noAreaNorm,
  },
  {
    id: 'WH14',
    name: 'htkWithoutAreaNorm',
    sameAs: 'triangles of height 1 on the scale 2595 log10(1 + f / 700)',
    hints: [
      'Which mel does 500 Hz have in your code, and how high is your widest triangle?',
      'Two schools make mel filters. Which one does the formula follow?',
      'Slaney’s: straight below 1000 Hz, and every triangle of area 1.',
    ],
    solution: htkWithoutAreaNorm,
  },
  {
    id: 'WH15',
    name: 'upToSampleRate',
    sameAs: 'triangles that reach up to the sample rate',
    hints: [
      'Which is the highest frequency that N / 2 + 1 bins hold?',
      'Do your upper bands stay empty?',
      'The corners go from 0 to sampleRate / 2.',
    ],
    solution: upToSampleRate,
  },
  {
    id: 'WH16',
    name: 'rangeUnlimited',
    sameAs: 'a result in which max(x, loudest − 8) is missing, or has no effect',
    hints: [
      'From what to what do your values go for a loud sound with a silent end?',
      'If you have the step: is it taken before (x + 4) / 4, and is its 8 in decades, not in decibels?',
      'Directly after the logarithm, raise everything to the loudest value minus 8.',
    ],
    solution: rangeUnlimited,
  },
  {
    id: 'WH17',
    name: 'notScaled',
    sameAs: 'a result without (x + 4) / 4',
    hints: [
      'Is your result four times as wide as ours?',
      'The last step brings the values near the range from −1 to 1.',
      'End with (x + 4) / 4.',
    ],
    solution: notScaled,
  },
  {
    id: 'WH18',
    name: 'neitherStep',
    sameAs: 'the plain logarithms, without the last two steps',
    hints: ['Which steps follow the logarithm?', 'First max(x, loudest − 8), then (x + 4) / 4.'],
    solution: neitherStep,
  },
  {
    id: 'WH19',
    name: 'maximumPerFrame',
    sameAs: 'a loudest value for each frame',
    hints: [
      'Should silence after a shout look different from silence alone?',
      'Over which axes do you take the maximum?',
      'There is one loudest value for the whole clip.',
    ],
    solution: maximumPerFrame,
  },
  {
    id: 'WH20',
    name: 'maximumPerBand',
    sameAs: 'a loudest value for each band',
    hints: [
      'Over which axes do you take the maximum?',
      'There is one loudest value for the whole clip.',
    ],
    solution: maximumPerBand,
  },
  {
    id: 'WH21',
    name: 'lastFrameKept',
    sameAs: 'one frame more, centred behind the last sample',
    hints: [
      'How many frames do you return, and how many are chunk / hop?',
      'The mirrored ends make room for one more frame. 30 seconds in steps of 10 ms: 3000 or 3001?',
      'Leave out the last one.',
    ],
    solution: lastFrameKept,
  },
  {
    id: 'WH22',
    name: 'firstFrameDropped',
    sameAs: 'all frames but the first, where the last was to be left out',
    hints: [
      'Compare your column t with our column t + 1. Are they equal?',
      'Frame 0 is centred at sample 0.',
      'There is one frame too many; it is the last one that goes.',
    ],
    solution: firstFrameDropped,
  },
  {
    id: 'WH23',
    name: 'framesFromTheStart',
    sameAs: 'frames that begin at sample t · hop, with nothing in front',
    hints: [
      'At which sample is your frame 0 centred?',
      'Does your last frame reach over the end of the signal?',
      'Reflect N / 2 samples at both ends first: frame t is then centred at sample t · hop.',
    ],
    solution: framesFromTheStart,
  },
  {
    id: 'WH24',
    name: 'zerosAround',
    sameAs: 'zeros at both ends instead of reflected samples',
    hints: [
      'Are only the first and last columns wrong?',
      'What stands to the left of sample 0 in your code?',
      'Reflect: to the left of sample 0 stand samples 1, 2, 3, …',
    ],
    solution: zerosAround,
  },
  {
    id: 'WH25',
    name: 'endsRepeated',
    sameAs: 'reflected ends that repeat the end sample',
    hints: [
      'Are only the first and last columns wrong?',
      'Which sample stands directly to the left of sample 0 in your code?',
      'The mirror stands on sample 0 itself: to its left comes sample 1.',
    ],
    solution: endsRepeated,
  },
  {
    id: 'WH26',
    name: 'zerosInFront',
    sameAs: 'short signals filled up at their beginning',
    hints: [
      'Do signals that fill the chunk come out right?',
      'When does a short sound begin in your picture: at once or late?',
      'The zeros go to the end.',
    ],
    solution: zerosInFront,
  },
  {
    id: 'WH27',
    name: 'lastSamples',
    sameAs: 'long signals cut at their beginning',
    hints: [
      'Do signals that fill the chunk come out right?',
      'Which part of a long sound do you keep?',
      'The first chunk samples stay; the rest is for the next chunk.',
    ],
    solution: lastSamples,
  },
  {
    id: 'WH28',
    name: 'repeatedSignal',
    sameAs: 'short signals repeated until the chunk is full',
    hints: [
      'Do signals that fill the chunk come out right?',
      'What would a model hear if every short word were said over and over?',
      'Fill up with zeros, silence.',
    ],
    solution: repeatedSignal,
  },
  {
    id: 'WH29',
    name: 'framesByBands',
    sameAs: 'the transposed result, a row for each frame',
    hints: [
      'How many rows does your result have: as many as bands or as frames?',
      'The result is [nMels, frames].',
    ],
    solution: framesByBands,
  },
] satisfies readonly Misconception[]
