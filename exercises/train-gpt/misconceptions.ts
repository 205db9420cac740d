/**
 * Known wrong solutions: each is the correct training with one piece replaced. Forward and backward are
 * by hand, in doubles: each step of the forward pass leaves on a tape how to go back.
 */
import type * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { Settings } from './stub.ts'

/** Rows of numbers, and the change of the loss with each of them. */
interface Matrix {
  rows: number
  width: number
  values: Float64Array
  slopes: Float64Array
}

/** A matrix, or a vector as a single row, that training changes. */
interface Weight extends Matrix {
  /** Where it stands in the model, such as "blocks 0 ffn w1". */
  name: string
  decays: boolean
  m: Float64Array
  v: Float64Array
}

interface Norm<Part> {
  gamma: Part
  beta: Part
}

interface Block<Part> {
  ln1: Norm<Part>
  attention: Record<'wq' | 'bq' | 'wk' | 'bk' | 'wv' | 'bv' | 'wo' | 'bo', Part>
  ln2: Norm<Part>
  ffn: Record<'w1' | 'b1' | 'w2' | 'b2', Part>
}

interface Model<Part> {
  wte: Part
  wpe: Part
  blocks: Block<Part>[]
  lnF: Norm<Part>
}

type Tape = (() => void)[]

type Given = [
  data: number[],
  weights: Model<tf.Tensor>,
  nHeads: number,
  T: number,
  uniforms: number[][],
  settings: Settings,
  probe: number[],
]

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  /** The numbers that pick the windows of step s, which counts from 0 here and below. */
  readonly draw?: (uniforms: number[][], s: number) => number[]
  readonly windowLength?: (T: number, model: Model<Weight>) => number
  /** How many tokens after its own a position has to predict. */
  readonly ahead?: number
  /** How much the surprise at place t of T counts; `count` positions are in the batch. */
  readonly share?: (t: number, T: number, count: number) => number
  readonly rate?: (s: number, settings: Settings, S: number) => number
  /** The step that AdamW is told. */
  readonly step?: (s: number) => number
  readonly learns?: (weight: Weight) => boolean
  readonly keepsMoments?: boolean
  readonly keepsGradients?: boolean
  /** The weights at which the gradient is found, and those from which the step goes. */
  readonly gradientAt?: 'start'
  readonly stepFrom?: 'start'
  /** Whether the gradient reaches the tables at the bottom of the model. */
  readonly reachesTables?: boolean
  readonly lossAfterUpdate?: boolean
  /** How many of the S updates the model has had that is asked about the probe. */
  readonly probedAfter?: (S: number) => number
}

function train(given: Given, pieces: Pieces) {
  const [data, weights, nHeads, length, uniforms, settings, probe] = given
  const right = {
    draw: (_: unknown, s: number) => uniforms[s]!,
    windowLength: (T: number) => T,
    ahead: 1,
    share: (_t: number, _T: number, count: number) => 1 / count,
    rate: (s: number) => rateOf(s + 1, settings.schedule),
    step: (s: number) => s + 1,
    learns: () => true,
    reachesTables: true,
    probedAfter: (S: number) => S,
  }
  const { draw, windowLength, ahead, share, rate, step, learns, reachesTables, probedAfter } = {
    ...right,
    ...pieces,
  }
  const learned: Weight[] = []
  const model = read(weights, learned) as Model<Weight>
  const T = windowLength(length, model)
  const start = learned.map(({ values }) => values.slice())
  const toStart = () => learned.forEach(({ values }, at) => values.set(start[at]!))
  const ask = () => rowsOf(forward(model, probe, probe.length, nHeads, [], true))
  const askedAfter = probedAfter(uniforms.length)
  let logits = ask()

  const losses = uniforms.map((_, s) => {
    const starts = draw(uniforms, s).map((uniform) => Math.floor(uniform * (data.length - T)))
    const ids = starts.flatMap((first) => data.slice(first, first + T)) // [B·T]
    const due = starts.flatMap((first) => data.slice(first + ahead, first + ahead + T))
    const shares = ids.map((_id, n) => share(n % T, T, ids.length))
    for (const { slopes, m, v } of learned) {
      if (!pieces.keepsGradients) slopes.fill(0)
      if (pieces.keepsMoments === false) [m, v].forEach((moment) => moment.fill(0))
    }
    const now = learned.map(({ values }) => values.slice())
    if (pieces.gradientAt === 'start') toStart()
    const tape: Tape = []
    const scores = forward(model, ids, T, nHeads, tape, reachesTables)
    const loss = surprise(scores, due, shares)
    for (const back of tape.reverse()) back()
    learned.forEach(({ values }, at) => values.set(now[at]!))
    if (pieces.stepFrom === 'start') toStart()
    update(learned.filter(learns), step(s), rate(s, settings, uniforms.length), settings)
    if (s + 1 === askedAfter) logits = ask()
    if (!pieces.lossAfterUpdate) return loss
    return surprise(forward(model, ids, T, nHeads, [], true), due, shares)
  })
  return { losses, logits }
}

function rowsOf({ rows, width, values }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, n) => [...values.subarray(n * width, (n + 1) * width)])
}

/** The weights in doubles; each is also added to `learned`. */
function read(tree: unknown, learned: Weight[], name = ''): unknown {
  if (Array.isArray(tree)) return tree.map((part, at) => read(part, learned, `${name} ${at}`))
  if (!('dataSync' in (tree as object))) {
    const parts = Object.entries(tree as object)
    return Object.fromEntries(
      parts.map(([own, part]) => [own, read(part, learned, `${name} ${own}`.trim())]),
    )
  }
  const tensor = tree as tf.Tensor
  const width = tensor.shape.at(-1)!
  const weight = {
    ...empty(tensor.size / width, width),
    name,
    decays: tensor.rank > 1,
    m: new Float64Array(tensor.size),
    v: new Float64Array(tensor.size),
  }
  weight.values.set(tensor.dataSync())
  learned.push(weight)
  return weight
}

function empty(rows: number, width: number): Matrix {
  const size = rows * width
  return { rows, width, values: new Float64Array(size), slopes: new Float64Array(size) }
}

/** Logits of every position, for texts of T tokens, one after the other. */
function forward(
  model: Model<Weight>,
  ids: number[],
  T: number,
  nHeads: number,
  tape: Tape,
  reachesTables: boolean,
): Matrix {
  let x = embed(ids, T, model, reachesTables ? tape : []) // [B·T, dModel]
  for (const { ln1, attention, ln2, ffn } of model.blocks) {
    const before = normalise(x, ln1, tape)
    const q = project(before, attention.wq, attention.bq, tape)
    const k = project(before, attention.wk, attention.bk, tape)
    const v = project(before, attention.wv, attention.bv, tape)
    const mixed = attend(q, k, v, nHeads, T, tape)
    const y = add(x, project(mixed, attention.wo, attention.bo, tape), tape)
    const inner = gelu(project(normalise(y, ln2, tape), ffn.w1, ffn.b1, tape), tape)
    x = add(y, project(inner, ffn.w2, ffn.b2, tape), tape)
  }
  return project(normalise(x, model.lnF, tape), model.wte, null, tape) // [B·T, vocab]
}

function embed(ids: number[], T: number, { wte, wpe }: Model<Weight>, tape: Tape): Matrix {
  const C = wte.width
  const x = empty(ids.length, C)
  const each = (visit: (at: number, token: number, place: number) => void) =>
    ids.forEach((id, n) => {
      for (let c = 0; c < C; c++) visit(n * C + c, id * C + c, (n % T) * C + c)
    })
  each((at, token, place) => {
    x.values[at] = wte.values[token]! + wpe.values[place]!
  })
  tape.push(() =>
    each((at, token, place) => {
      wte.slopes[token]! += x.slopes[at]!
      wpe.slopes[place]! += x.slopes[at]!
    }),
  )
  return x
}

function normalise(x: Matrix, { gamma, beta }: Norm<Weight>, tape: Tape): Matrix {
  const C = x.width
  const y = empty(x.rows, C)
  const standard = new Float64Array(x.values.length)
  const deviations = new Float64Array(x.rows)
  for (let n = 0; n < x.rows; n++) {
    let [mean, variance] = [0, 0]
    for (let c = 0; c < C; c++) mean += x.values[n * C + c]! / C
    for (let c = 0; c < C; c++) variance += (x.values[n * C + c]! - mean) ** 2 / C
    deviations[n] = Math.sqrt(variance + 1e-5)
    for (let c = 0; c < C; c++) {
      const at = n * C + c
      standard[at] = (x.values[at]! - mean) / deviations[n]!
      y.values[at] = standard[at] * gamma.values[c]! + beta.values[c]!
    }
  }
  tape.push(() => {
    for (let n = 0; n < x.rows; n++) {
      let [level, spread] = [0, 0]
      for (let c = 0; c < C; c++) {
        const at = n * C + c
        const slope = y.slopes[at]! * gamma.values[c]!
        level += slope / C
        spread += (slope * standard[at]!) / C
        gamma.slopes[c]! += y.slopes[at]! * standard[at]!
        beta.slopes[c]! += y.slopes[at]!
      }
      for (let c = 0; c < C; c++) {
        const at = n * C + c
        const slope = y.slopes[at]! * gamma.values[c]!
        x.slopes[at]! += (slope - level - standard[at]! * spread) / deviations[n]!
      }
    }
  })
  return y
}

/** x Wᵀ + b. */
function project(x: Matrix, W: Weight, b: Weight | null, tape: Tape): Matrix {
  const [I, O] = [W.width, W.rows]
  const y = empty(x.rows, O)
  for (let n = 0; n < x.rows; n++) {
    for (let o = 0; o < O; o++) {
      let total = b ? b.values[o]! : 0
      for (let i = 0; i < I; i++) total += x.values[n * I + i]! * W.values[o * I + i]!
      y.values[n * O + o] = total
    }
  }
  tape.push(() => {
    for (let n = 0; n < x.rows; n++) {
      for (let o = 0; o < O; o++) {
        const slope = y.slopes[n * O + o]!
        if (b) b.slopes[o]! += slope
        for (let i = 0; i < I; i++) {
          x.slopes[n * I + i]! += slope * W.values[o * I + i]!
          W.slopes[o * I + i]! += slope * x.values[n * I + i]!
        }
      }
    }
  })
  return y
}

/** Causal attention within each text of T rows; head h has channels h·dHead to (h + 1)·dHead - 1. */
function attend(q: Matrix, k: Matrix, v: Matrix, nHeads: number, T: number, tape: Tape): Matrix {
  const C = q.width
  const dHead = C / nHeads
  const mixed = empty(q.rows, C)
  for (let n = 0; n < q.rows; n++) {
    const first = n - (n % T)
    for (let h = 0; h < nHeads; h++) {
      const channels = Array.from({ length: dHead }, (_, c) => h * dHead + c)
      const shares: number[] = []
      for (let s = first; s <= n; s++) {
        let product = 0
        for (const c of channels) product += q.values[n * C + c]! * k.values[s * C + c]!
        shares.push(product / Math.sqrt(dHead))
      }
      const highest = Math.max(...shares)
      let total = 0
      for (let s = 0; s < shares.length; s++) total += shares[s] = Math.exp(shares[s]! - highest)
      for (let s = 0; s < shares.length; s++) {
        shares[s]! /= total
        for (const c of channels)
          mixed.values[n * C + c]! += shares[s]! * v.values[(first + s) * C + c]!
      }
      tape.push(() => {
        const wanted = shares.map((share, s) => {
          let slope = 0
          for (const c of channels) {
            slope += mixed.slopes[n * C + c]! * v.values[(first + s) * C + c]!
            v.slopes[(first + s) * C + c]! += share * mixed.slopes[n * C + c]!
          }
          return slope
        })
        const average = wanted.reduce((sum, slope, s) => sum + slope * shares[s]!, 0)
        wanted.forEach((slope, s) => {
          const score = (shares[s]! * (slope - average)) / Math.sqrt(dHead)
          for (const c of channels) {
            q.slopes[n * C + c]! += score * k.values[(first + s) * C + c]!
            k.slopes[(first + s) * C + c]! += score * q.values[n * C + c]!
          }
        })
      })
    }
  }
  return mixed
}

function gelu(x: Matrix, tape: Tape): Matrix {
  const y = empty(x.rows, x.width)
  const phi = x.values.map((value) => (1 + erf(value * Math.SQRT1_2)) / 2)
  y.values.set(x.values.map((value, at) => value * phi[at]!))
  tape.push(() => {
    for (const [at, value] of x.values.entries()) {
      const density = Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI)
      x.slopes[at]! += y.slopes[at]! * (phi[at]! + value * density)
    }
  })
  return y
}

/** 2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5 … 2n+1): all terms have one sign, so nothing cancels. */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x)
  let [term, total] = [x, 0]
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    total += term
    term *= (2 * x * x) / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total
}

function add(one: Matrix, other: Matrix, tape: Tape): Matrix {
  const sum = empty(one.rows, one.width)
  sum.values.set(one.values.map((value, at) => value + other.values[at]!))
  tape.push(() => {
    for (const [at, slope] of sum.slopes.entries()) {
      one.slopes[at]! += slope
      other.slopes[at]! += slope
    }
  })
  return sum
}

/** The sum of −log p[due], each times its share; the slopes of the logits are (p − onehot(due)) · share. */
function surprise({ rows, width, values, slopes }: Matrix, due: number[], shares: number[]) {
  let loss = 0
  for (let n = 0; n < rows; n++) {
    const row = values.subarray(n * width, (n + 1) * width)
    const highest = Math.max(...row)
    const total = row.reduce((sum, logit) => sum + Math.exp(logit - highest), 0)
    loss += (highest + Math.log(total) - row[due[n]!]!) * shares[n]!
    row.forEach((logit, id) => {
      const p = Math.exp(logit - highest) / total
      slopes[n * width + id] = (p - (id === due[n] ? 1 : 0)) * shares[n]!
    })
  }
  return loss
}

function rateOf(step: number, { maximum, minimum, warmup, total }: Settings['schedule']): number {
  if (step < warmup) return (maximum * step) / warmup
  if (step >= total) return minimum
  const progress = (step - warmup) / (total - warmup)
  return minimum + ((maximum - minimum) * (1 + Math.cos(Math.PI * progress))) / 2
}

/** One step of AdamW, with the gradients clipped to one norm. */
function update(learned: Weight[], step: number, rate: number, settings: Settings): void {
  const { beta1, beta2, epsilon, weightDecay, maxNorm } = settings
  let squares = 0
  for (const { slopes } of learned) for (const slope of slopes) squares += slope * slope
  const scale = Math.min(1, maxNorm / Math.sqrt(squares))
  for (const { values, slopes, decays, m, v } of learned) {
    for (let at = 0; at < values.length; at++) {
      const slope = slopes[at]! * scale
      m[at] = beta1 * m[at]! + (1 - beta1) * slope
      v[at] = beta2 * v[at]! + (1 - beta2) * slope * slope
      const mean = m[at]! / (1 - beta1 ** step)
      const root = Math.sqrt(v[at]! / (1 - beta2 ** step))
      if (decays) values[at]! *= 1 - rate * weightDecay
      values[at]! -= (rate * mean) / (root + epsilon)
    }
  }
}

export function targetsNotShifted(...given: Given) {
  return train(given, { ahead: 0 })
}

export function alwaysFirstBatch(...given: Given) {
  return train(given, { draw: (uniforms) => uniforms[0]! })
}

export function firstWindowOnly(...given: Given) {
  return train(given, { draw: (uniforms, s) => uniforms[s]!.slice(0, 1) })
}

export function windowsOfWholeContext(...given: Given) {
  return train(given, { windowLength: (_T, { wpe }) => wpe.rows })
}

export function sumForMean(...given: Given) {
  return train(given, { share: () => 1 })
}

export function lastPositionOnly(...given: Given) {
  return train(given, { share: (t, T, count) => (t === T - 1 ? T / count : 0) })
}

export function lossAfterUpdate(...given: Given) {
  return train(given, { lossAfterUpdate: true })
}

export function momentsForgotten(...given: Given) {
  return train(given, { keepsMoments: false })
}

export function stepNeverAdvanced(...given: Given) {
  return train(given, { step: () => 1 })
}

export function rateOneStepLate(...given: Given) {
  return train(given, { rate: (s, { schedule }) => rateOf(s, schedule) })
}

export function constantRate(...given: Given) {
  return train(given, { rate: (_s, { schedule }) => schedule.maximum })
}

export function scheduleOverRun(...given: Given) {
  return train(given, {
    rate: (s, { schedule }, S) =>
      rateOf(s + 1, { ...schedule, total: Math.max(S, schedule.warmup) }),
  })
}

export function positionsFrozen(...given: Given) {
  return train(given, { learns: ({ name }) => name !== 'wpe' })
}

export function blocksFrozen(...given: Given) {
  return train(given, { learns: ({ name }) => !name.startsWith('blocks') })
}

export function vectorsFrozen(...given: Given) {
  return train(given, { learns: ({ decays }) => decays })
}

export function tablesNotReached(...given: Given) {
  return train(given, { reachesTables: false })
}

export function gradientsOfStart(...given: Given) {
  return train(given, { gradientAt: 'start' })
}

export function stepFromStart(...given: Given) {
  return train(given, { stepFrom: 'start' })
}

export function gradientsGathered(...given: Given) {
  return train(given, { keepsGradients: true })
}

export function probeOfUntrained(...given: Given) {
  return train(given, { probedAfter: () => 0 })
}

export function probeOneStepEarly(...given: Given) {
  return train(given, { probedAfter: (S) => S - 1 })
}

export const misconceptions = [
  {
    id: 'TG1',
    name: 'targetsNotShifted',
    sameAs: 'a model trained to predict the token that it reads',
    hints: [
      'Does your loss fall almost to 0 within a few dozen steps?',
      'What is the answer at position t, and what has the model read by then?',
      'The target at position t is the token at t + 1: y of the batch, not x.',
    ],
    solution: targetsNotShifted,
  },
  {
    id: 'TG2',
    name: 'alwaysFirstBatch',
    sameAs: 'training on the first batch in every step',
    hints: [
      'Are your first losses right, and do they then fall too fast?',
      'Which row of uniforms does your step 2 read?',
      'Each step draws windows of its own, from its own row.',
    ],
    solution: alwaysFirstBatch,
  },
  {
    id: 'TG3',
    name: 'firstWindowOnly',
    sameAs: 'training on the first window of each batch alone',
    hints: [
      'How many positions enter your mean?',
      'What happens to your losses when the windows of a batch trade places?',
      'All B windows go through the model together, and the mean is over B · T positions.',
    ],
    solution: firstWindowOnly,
  },
  {
    id: 'TG4',
    name: 'windowsOfWholeContext',
    sameAs: 'training on windows as long as the context',
    hints: [
      'What shape has the batch that enters the model?',
      'wpe has room for longer texts than T. Who says how long a window is?',
      'A window has T tokens, as the parameter says.',
    ],
    solution: windowsOfWholeContext,
  },
  {
    id: 'TG5',
    name: 'sumForMean',
    sameAs: 'training on the sum of the surprises',
    hints: [
      'A model that knows nothing has the loss log(vocab). What is yours?',
      'If a batch had twice as many windows, should the loss be twice as large?',
      'The loss is the mean over all B · T positions.',
    ],
    solution: sumForMean,
  },
  {
    id: 'TG6',
    name: 'lastPositionOnly',
    sameAs: 'training on the last position of each window alone',
    hints: [
      'How many questions does a window of T tokens hold?',
      'The last position has an answer in y. Which others have one, too?',
      'Every position predicts its own next token: the mean is over all of them.',
    ],
    solution: lastPositionOnly,
  },
  {
    id: 'TG7',
    name: 'lossAfterUpdate',
    sameAs: 'training that reports each loss after the update',
    hints: [
      'Are your logits right, and only the losses wrong?',
      'What should the first loss be if the learning rate were huge?',
      'The loss of a step is the one whose gradient it follows: found before the weights change.',
    ],
    solution: lossAfterUpdate,
  },
  {
    id: 'TG8',
    name: 'momentsForgotten',
    sameAs: 'training that starts the moments of AdamW from zero in every step',
    hints: [
      'Are the first losses right, and the later ones wrong?',
      'Where do the m and v of step 2 come from?',
      'adamW returns m and v beside the weights: the next step wants them.',
    ],
    solution: momentsForgotten,
  },
  {
    id: 'TG9',
    name: 'stepNeverAdvanced',
    sameAs: 'training that tells AdamW in every step that it is the first',
    hints: [
      'Are the first losses right, and the later ones wrong?',
      'What does adamW divide its moments by, and on what does that depend?',
      'The step counts on: 1, 2, 3 …',
    ],
    solution: stepNeverAdvanced,
  },
  {
    id: 'TG10',
    name: 'rateOneStepLate',
    sameAs: 'training with the learning rate of the step before',
    hints: [
      'Is your second loss that of a model that has not changed at all?',
      'What is the learning rate of step 0 under a warmup?',
      'The first step is s = 1: its rate is learningRate of 1.',
    ],
    solution: rateOneStepLate,
  },
  {
    id: 'TG11',
    name: 'constantRate',
    sameAs: 'training with the maximum learning rate in every step',
    hints: [
      'What does settings.schedule hold besides the maximum?',
      'How large is the rate of your first step? How large should it be during the warmup?',
      'Each step has its own rate, from the schedule.',
    ],
    solution: constantRate,
  },
  {
    id: 'TG12',
    name: 'scheduleOverRun',
    sameAs: 'training whose schedule ends with the run',
    hints: [
      'If the run were stopped earlier, should its first losses change?',
      'A schedule may be longer than a run. Where does its end come from in your code?',
      'total comes from the settings, not from the number of steps at hand.',
    ],
    solution: scheduleOverRun,
  },
  {
    id: 'TG13',
    name: 'positionsFrozen',
    sameAs: 'training that never changes the position vectors',
    hints: [
      'Which tensors have you handed to adamW? How many are there in all?',
      'wpe is a weight like the others. Does it move?',
    ],
    solution: positionsFrozen,
  },
  {
    id: 'TG14',
    name: 'blocksFrozen',
    sameAs: 'training that never changes the blocks',
    hints: [
      'Which tensors have you handed to adamW? How many are there in all?',
      'Are models without blocks right?',
      'The weights inside the blocks learn as well: the list has to reach into every record.',
    ],
    solution: blocksFrozen,
  },
  {
    id: 'TG15',
    name: 'vectorsFrozen',
    sameAs: 'training that changes matrices only',
    hints: [
      'Which tensors have you handed to adamW? How many are there in all?',
      'Vectors do not decay. Do they learn?',
      'Biases, gains and shifts take their steps, too.',
    ],
    solution: vectorsFrozen,
  },
  {
    id: 'TG16',
    name: 'tablesNotReached',
    sameAs: 'training in which no gradient reaches the tables of tokens and positions',
    hints: [
      'wte serves at both ends of the model. Through how many of them does its gradient come?',
      'What is the gradient of wpe in your code? Does any of it differ from 0?',
      'Look rows up with an operation of tf on the weight itself: numbers that were read out carry no gradient.',
    ],
    solution: tablesNotReached,
  },
  {
    id: 'TG17',
    name: 'gradientsOfStart',
    sameAs: 'training that works out every gradient at the starting weights',
    hints: [
      'Would your losses fall if every batch were the same?',
      'At which weights does your loss function run in step 2?',
      'The function of which you take the gradient has to use the weights as they are now.',
    ],
    solution: gradientsOfStart,
  },
  {
    id: 'TG18',
    name: 'stepFromStart',
    sameAs: 'training in which every step goes from the starting weights',
    hints: [
      'Is the second loss right, and the third wrong?',
      'Which weights do you hand to adamW in step 2?',
      'The weights that adamW returns are those from which the next step goes.',
    ],
    solution: stepFromStart,
  },
  {
    id: 'TG19',
    name: 'gradientsGathered',
    sameAs: 'training that adds each gradient to those of the steps before',
    hints: [
      'Is the second loss right, and the third wrong?',
      'Which gradients go into adamW in step 2?',
      'Each step has the gradient of its own batch alone; AdamW does the averaging.',
    ],
    solution: gradientsGathered,
  },
  {
    id: 'TG20',
    name: 'probeOfUntrained',
    sameAs: 'training that asks the untrained model about the probe',
    hints: [
      'Are your losses right, and only the logits wrong?',
      'Do your logits change when there are more steps?',
      'The probe is for the model as training has left it.',
    ],
    solution: probeOfUntrained,
  },
  {
    id: 'TG21',
    name: 'probeOneStepEarly',
    sameAs: 'training that asks about the probe before the last update',
    hints: [
      'Are your losses right, and only the logits wrong?',
      'How many updates has the model had that reads the probe?',
      'First the last update, then the probe.',
    ],
    solution: probeOneStepEarly,
  },
] satisfies readonly Misconception[]
