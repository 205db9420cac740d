import type { Misconception } from '../exercise.ts'

interface Model {
  W: number[][]
  b: number[]
}

interface Trained extends Model {
  losses: number[]
}

/** How many tokens are kept in the micro-batch and in the step, and how many micro-batches and tokens a step has. */
interface Counts {
  readonly own: number
  readonly all: number
  readonly K: number
  readonly tokens: number
}

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  /** What each kept token of a micro-batch is divided by. */
  readonly divisor?: (counts: Counts) => number
  readonly lossDivisor?: (counts: Counts) => number
  readonly clip?: (gradient: Model, maxNorm: number) => Model
  readonly clipMicroBatch?: (gradient: Model, maxNorm: number) => Model
  readonly row?: (model: Model, id: number) => number[]
  readonly add?: (gradient: Model, id: number, slopes: number[]) => void
  readonly start?: (before: Model | null, V: number) => Model
  readonly pace?: (learningRate: number, counts: Counts) => number
  readonly update?: (model: Model, gradient: Model, pace: number) => void
  readonly updateEveryMicroBatch?: boolean
  readonly lastMicroBatchOnly?: boolean
  readonly scoresIgnored?: boolean
}

type Parameters = readonly [
  W: number[][],
  b: number[],
  ids: number[][][],
  targets: number[][][],
  learningRate: number,
  maxNorm: number | null,
]

const zeros = (V: number): Model => ({
  W: Array.from({ length: V }, () => new Array<number>(V).fill(0)),
  b: new Array<number>(V).fill(0),
})
const scaled = ({ W, b }: Model, factor: number): Model => ({
  W: W.map((row) => row.map((value) => value * factor)),
  b: b.map((value) => value * factor),
})
const plus = (one: Model, other: Model): Model => ({
  W: one.W.map((row, id) => row.map((value, v) => value + other.W[id]![v]!)),
  b: one.b.map((value, v) => value + other.b[v]!),
})
const norm = ({ W, b }: Model) => Math.hypot(...W.flat(), ...b)
const clipped = (gradient: Model, maxNorm: number) =>
  scaled(gradient, Math.min(1, maxNorm / (norm(gradient) || 1)))

function addTo(gradient: Model, id: number, slopes: number[]): void {
  slopes.forEach((slope, v) => {
    gradient.W[id]![v]! += slope
    gradient.b[v]! += slope
  })
}

function descend(model: Model, gradient: Model, pace: number): void {
  const after = plus(model, scaled(gradient, -pace))
  model.W = after.W
  model.b = after.b
}

function softmax(logits: number[]): number[] {
  const exponentials = logits.map((logit) => Math.exp(logit))
  const sum = exponentials.reduce((total, exponential) => total + exponential, 0)
  return exponentials.map((exponential) => exponential / sum)
}

const kept = (targets: number[]) => targets.filter((target) => target >= 0).length

function train([W, b, ids, targets, rate, maxNorm]: Parameters, pieces: Pieces): Trained {
  const { divisor = ({ all }: Counts) => all, lossDivisor = ({ all }: Counts) => all } = pieces
  const { clip = clipped, add = addTo, update = descend } = pieces
  const model: Model = { W, b }
  let gradient: Model | null = null
  const losses = ids.map((microBatches, s) => {
    const [K, all] = [microBatches.length, kept(targets[s]!.flat())]
    gradient = pieces.start?.(gradient, b.length) ?? zeros(b.length)
    let loss = 0
    let counts: Counts = { own: 0, all, K, tokens: microBatches.flat().length }
    for (const [k, tokens] of microBatches.entries()) {
      counts = { ...counts, own: kept(targets[s]![k]!) }
      let own = zeros(b.length)
      if (pieces.updateEveryMicroBatch) gradient = zeros(b.length)
      if (pieces.lastMicroBatchOnly && counts.own > 0) gradient = zeros(b.length)
      for (const [n, id] of tokens.entries()) {
        const target = targets[s]![k]![n]!
        if (target < 0 && !pieces.scoresIgnored) continue
        const row = pieces.row?.(model, id) ?? model.W[id]!
        const p = softmax(row.map((weight, v) => weight + model.b[v]!))
        if (target >= 0) loss -= Math.log(p[target]!) / lossDivisor(counts)
        const slopes = p.map((value, v) => (value - (v === target ? 1 : 0)) / divisor(counts))
        add(own, id, slopes)
      }
      if (maxNorm !== null && pieces.clipMicroBatch) own = pieces.clipMicroBatch(own, maxNorm)
      gradient = plus(gradient, own)
      if (pieces.updateEveryMicroBatch) {
        update(model, maxNorm === null ? gradient : clip(gradient, maxNorm), rate)
      }
    }
    if (!pieces.updateEveryMicroBatch) {
      const step = maxNorm === null ? gradient : clip(gradient, maxNorm)
      update(model, step, pieces.pace?.(rate, counts) ?? rate)
    }
    return loss
  })
  return { W: model.W, b: model.b, losses }
}

export function meanOfMeans(...given: Parameters): Trained {
  const divisor = ({ own, K }: Counts) => own * K
  return train(given, { divisor, lossDivisor: divisor })
}

export function sumOfMeans(...given: Parameters): Trained {
  return train(given, { divisor: ({ own }) => own, lossDivisor: ({ own }) => own })
}

export function gradientsMeanOfMeans(...given: Parameters): Trained {
  return train(given, { divisor: ({ own, K }) => own * K })
}

export function lossMeanOfMeans(...given: Parameters): Trained {
  return train(given, { lossDivisor: ({ own, K }) => own * K })
}

export function notDivided(...given: Parameters): Trained {
  return train(given, { divisor: () => 1 })
}

export function dividedByAllTokens(...given: Parameters): Trained {
  return train(given, { divisor: ({ tokens }) => tokens, lossDivisor: ({ tokens }) => tokens })
}

export function dividedTwice(...given: Parameters): Trained {
  return train(given, { divisor: ({ all, K }) => all * K })
}

export function gradientsNotCleared(...given: Parameters): Trained {
  return train(given, { start: (before, V) => before ?? zeros(V) })
}

export function updatedEveryMicroBatch(...given: Parameters): Trained {
  return train(given, { updateEveryMicroBatch: true })
}

export function steppedEveryMicroBatch(...given: Parameters): Trained {
  return train(given, {
    updateEveryMicroBatch: true,
    divisor: ({ own }) => own,
    lossDivisor: ({ own, K }) => own * K,
  })
}

export function lastMicroBatchOnly(...given: Parameters): Trained {
  return train(given, { lastMicroBatchOnly: true })
}

export function clippedEveryMicroBatch(...given: Parameters): Trained {
  return train(given, { clipMicroBatch: clipped, clip: (gradient) => gradient })
}

export function clippedEach(...given: Parameters): Trained {
  return train(given, {
    clip: ({ W, b }, maxNorm) => ({
      W: clipped({ W, b: [] }, maxNorm).W,
      b: clipped({ W: [], b }, maxNorm).b,
    }),
  })
}

export function clippedNumbers(...given: Parameters): Trained {
  const limited = (maxNorm: number) => (value: number) =>
    Math.max(-maxNorm, Math.min(maxNorm, value))
  return train(given, {
    clip: ({ W, b }, maxNorm) => ({
      W: W.map((row) => row.map(limited(maxNorm))),
      b: b.map(limited(maxNorm)),
    }),
  })
}

export function scaledAlways(...given: Parameters): Trained {
  return train(given, {
    clip: (gradient, maxNorm) => scaled(gradient, maxNorm / (norm(gradient) || 1)),
  })
}

export function neverClipped(...given: Parameters): Trained {
  return train(given, { clip: (gradient) => gradient })
}

export function normWithoutRoot(...given: Parameters): Trained {
  return train(given, {
    clip: (gradient, maxNorm) =>
      scaled(gradient, Math.min(1, maxNorm / (norm(gradient) ** 2 || 1))),
  })
}

export function clippedToOne(...given: Parameters): Trained {
  return train(given, {
    clip: (gradient, maxNorm) =>
      norm(gradient) > maxNorm ? scaled(gradient, 1 / norm(gradient)) : gradient,
  })
}

export function repeatedTokensOverwritten(...given: Parameters): Trained {
  return train(given, {
    add: (gradient, id, slopes) => {
      gradient.W[id] = [...slopes]
      slopes.forEach((slope, v) => (gradient.b[v]! += slope))
    },
  })
}

export function biasNotTrained(...given: Parameters): Trained {
  return train(given, {
    add: (gradient, id, slopes) => {
      slopes.forEach((slope, v) => (gradient.W[id]![v]! += slope))
    },
  })
}

export function columnsForRows(...given: Parameters): Trained {
  return train(given, {
    row: ({ W }, id) => W.map((row) => row[id]!),
    add: (gradient, id, slopes) => {
      slopes.forEach((slope, v) => {
        gradient.W[v]![id]! += slope
        gradient.b[v]! += slope
      })
    },
  })
}

export function ignoredTokensPush(...given: Parameters): Trained {
  return train(given, { scoresIgnored: true, divisor: ({ all }) => Math.max(1, all) })
}

export function uphill(...given: Parameters): Trained {
  return train(given, { pace: (rate) => -rate })
}

export function rateDivided(...given: Parameters): Trained {
  return train(given, { pace: (rate, { K }) => rate / K })
}

export function lossAfterUpdate(...given: Parameters): Trained {
  const [W, b, ids, targets, rate, maxNorm] = given
  const later = ids.map((_, s) => {
    const repeated = (tokens: number[][][]) => [...tokens.slice(0, s + 1), tokens[s]!]
    return train([W, b, repeated(ids), repeated(targets), rate, maxNorm], {}).losses[s + 1]!
  })
  return { ...train(given, {}), losses: later }
}

export const misconceptions = [
  {
    id: 'TS1',
    name: 'meanOfMeans',
    sameAs: 'training on the mean of the means of the micro-batches',
    hints: [
      'One micro-batch holds a single target, another five. How much does each target weigh in your code?',
      'How much would each weigh in one large batch?',
      'Add up losses and gradients of all tokens, and divide by the number of all of them.',
    ],
    solution: meanOfMeans,
  },
  {
    id: 'TS2',
    name: 'sumOfMeans',
    sameAs: 'training on the sum of the means of the micro-batches',
    hints: [
      'Cut the same tokens into twice as many micro-batches: what happens to your step?',
      'How large is one step then, compared with one large batch?',
      'Divide by the number of kept tokens in the whole step, not in the micro-batch.',
    ],
    solution: sumOfMeans,
  },
  {
    id: 'TS3',
    name: 'gradientsMeanOfMeans',
    sameAs: 'training whose loss is right and whose gradients are a mean of means',
    hints: [
      'The first loss is right. Is the step that follows?',
      'By what do you divide the gradients of a micro-batch with one target?',
      'Gradients and loss have the same divisor: all kept tokens of the step.',
    ],
    solution: gradientsMeanOfMeans,
  },
  {
    id: 'TS4',
    name: 'lossMeanOfMeans',
    sameAs: 'training that reports the mean of the losses of the micro-batches',
    hints: [
      'W and b are right. What about micro-batches with few targets in the loss?',
      'Is the mean of means the mean of all?',
      'Add up the losses of all tokens and divide once.',
    ],
    solution: lossMeanOfMeans,
  },
  {
    id: 'TS5',
    name: 'notDivided',
    sameAs: 'training with the sum of the gradients of all tokens',
    hints: [
      'Put every token into the batch twice. Should the step be twice as long?',
      'The loss is a mean. Are your gradients those of a mean?',
      'Divide the gradients by the number of kept tokens.',
    ],
    solution: notDivided,
  },
  {
    id: 'TS6',
    name: 'dividedByAllTokens',
    sameAs: 'training that divides by all tokens, those without a target too',
    hints: [
      'Add padding to a micro-batch. Does your loss change?',
      'Which tokens are counted in n?',
      'Count the targets that are not −1.',
    ],
    solution: dividedByAllTokens,
  },
  {
    id: 'TS7',
    name: 'dividedTwice',
    sameAs: 'training whose gradients are divided by K once too often',
    hints: [
      'By which factor is your step too short?',
      'You have divided by the tokens of the whole step. Which tokens are those?',
      'n counts all micro-batches already: no further division by K.',
    ],
    solution: dividedTwice,
  },
  {
    id: 'TS8',
    name: 'gradientsNotCleared',
    sameAs: 'training that never sets its gradients back to 0',
    hints: [
      'The first step is right. What is in dW when the second one begins?',
      'For how long should gradients be gathered?',
      'Set dW and db to 0 at the start of every step.',
    ],
    solution: gradientsNotCleared,
  },
  {
    id: 'TS9',
    name: 'updatedEveryMicroBatch',
    sameAs: 'training that changes the model after every micro-batch',
    hints: [
      'With which weights does the second micro-batch compute its probabilities?',
      'How many updates make one step?',
      'First gather from all micro-batches, then update once.',
    ],
    solution: updatedEveryMicroBatch,
  },
  {
    id: 'TS10',
    name: 'steppedEveryMicroBatch',
    sameAs: 'training that takes every micro-batch for a step of its own',
    hints: [
      'How often is W changed in one step of your code?',
      'What is a micro-batch for: saving memory, or more steps?',
      'All K micro-batches together make one step with one update.',
    ],
    solution: steppedEveryMicroBatch,
  },
  {
    id: 'TS11',
    name: 'lastMicroBatchOnly',
    sameAs: 'training that keeps the gradients of the last micro-batch only',
    hints: [
      'Change a target in the first micro-batch. Does W move otherwise?',
      'Where in your loops are dW and db set to 0?',
      'Set them to 0 once per step, outside the loop over micro-batches.',
    ],
    solution: lastMicroBatchOnly,
  },
  {
    id: 'TS12',
    name: 'clippedEveryMicroBatch',
    sameAs: 'training that clips the gradients of each micro-batch',
    hints: [
      'How long can your step be at most: maxNorm, or K times that?',
      'When is the gradient of the step complete?',
      'Clip once, after the last micro-batch and before the update.',
    ],
    solution: clippedEveryMicroBatch,
  },
  {
    id: 'TS13',
    name: 'clippedEach',
    sameAs: 'training that clips dW and db each by a norm of its own',
    hints: [
      'Does the direction of your step change when it is clipped?',
      'How many norms do you compute?',
      'One norm over all numbers of dW and db, and one factor for both.',
    ],
    solution: clippedEach,
  },
  {
    id: 'TS14',
    name: 'clippedNumbers',
    sameAs: 'training that limits every number of the gradient instead of the norm',
    hints: [
      'Does the direction of your step change when it is clipped?',
      'What is limited: each number, or the length of all together?',
      'Multiply everything by the same factor, maxNorm / norm.',
    ],
    solution: clippedNumbers,
  },
  {
    id: 'TS15',
    name: 'scaledAlways',
    sameAs: 'training that brings every gradient to the norm maxNorm, small ones too',
    hints: [
      'What does your code do with a gradient of norm 0.1 when maxNorm is 20?',
      'Is maxNorm a limit or a target?',
      'Only a norm above maxNorm is changed.',
    ],
    solution: scaledAlways,
  },
  {
    id: 'TS16',
    name: 'neverClipped',
    sameAs: 'training without clipping',
    hints: [
      'Where does your code use maxNorm?',
      'How long is your step when the norm is above it?',
      'Multiply dW and db by maxNorm / norm when norm > maxNorm.',
    ],
    solution: neverClipped,
  },
  {
    id: 'TS17',
    name: 'normWithoutRoot',
    sameAs: 'training that clips by the sum of squares, without the root',
    hints: [
      'What is the norm of (3, 4) in your code?',
      'Which operation is missing after the sum of squares?',
      'The norm is the root of the sum of squares.',
    ],
    solution: normWithoutRoot,
  },
  {
    id: 'TS18',
    name: 'clippedToOne',
    sameAs: 'training that gives clipped gradients the norm 1',
    hints: [
      'What is the norm of your gradient after clipping?',
      'By what do you multiply after dividing by the norm?',
      'The factor is maxNorm / norm.',
    ],
    solution: clippedToOne,
  },
  {
    id: 'TS19',
    name: 'repeatedTokensOverwritten',
    sameAs: 'training in which a token that comes twice learns from the last time only',
    hints: [
      'A token comes twice in a micro-batch. What happens to its row of dW the second time?',
      'Is the row set or added to?',
      'dW[id] grows with every occurrence of id.',
    ],
    solution: repeatedTokensOverwritten,
  },
  {
    id: 'TS20',
    name: 'biasNotTrained',
    sameAs: 'training that leaves b as it is',
    hints: [
      'Compare your b before and after.',
      'Which parameters does the model have?',
      'db gathers the same slopes as the rows of dW.',
    ],
    solution: biasNotTrained,
  },
  {
    id: 'TS21',
    name: 'columnsForRows',
    sameAs: 'training that reads and trains columns of W instead of rows',
    hints: [
      'Which numbers of W make the logits after token 0?',
      'Is that W[0], or the first entry of every row?',
      'W[id] is a row.',
    ],
    solution: columnsForRows,
  },
  {
    id: 'TS22',
    name: 'ignoredTokensPush',
    sameAs: 'training in which tokens without a target have gradients',
    hints: [
      'What does your code add to dW where the target is −1?',
      'Do these tokens count in the loss?',
      'Where the target is −1, nothing is added to anything.',
    ],
    solution: ignoredTokensPush,
  },
  {
    id: 'TS23',
    name: 'uphill',
    sameAs: 'training that adds the gradients instead of subtracting them',
    hints: [
      'Does your loss fall from step to step?',
      'In which direction does a gradient point?',
      'Subtract: a gradient points uphill.',
    ],
    solution: uphill,
  },
  {
    id: 'TS24',
    name: 'rateDivided',
    sameAs: 'training whose learning rate is divided by the number of micro-batches',
    hints: [
      'By which factor are your steps too short, with clipping too?',
      'What has the learning rate to do with K?',
      'The division is in the gradients already; the learning rate stays as it is.',
    ],
    solution: rateDivided,
  },
  {
    id: 'TS25',
    name: 'lossAfterUpdate',
    sameAs: 'training that reports the loss after the update of each step',
    hints: [
      'W and b are right. With which weights do you compute the loss?',
      'With all weights 0, what should the first loss be?',
      'The loss of a step belongs to the weights from which its gradients come.',
    ],
    solution: lossAfterUpdate,
  },
] satisfies readonly Misconception[]
