/** Known wrong solutions: each is the correct forward pass with one piece replaced. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { Block, GptWeights, Norm } from './stub.ts'

type ApplyBlock = (x: tf.Tensor, block: Block) => tf.Tensor

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  readonly embed?: (ids: tf.Tensor2D, weights: GptWeights) => tf.Tensor
  readonly mask?: (T: number) => tf.Tensor | null
  readonly wire?: (x: tf.Tensor, layers: Layers) => tf.Tensor
  readonly hidden?: (y: tf.Tensor) => tf.Tensor
  readonly norm?: (y: tf.Tensor, parameters: Norm) => tf.Tensor
  readonly stack?: (x: tf.Tensor, weights: GptWeights, apply: ApplyBlock) => tf.Tensor
  readonly finalNorm?: (x: tf.Tensor, lnF: Norm) => tf.Tensor
  readonly head?: (x: tf.Tensor, wte: tf.Tensor2D) => tf.Tensor
}

interface Layers {
  readonly ln1: (y: tf.Tensor) => tf.Tensor
  readonly attention: (y: tf.Tensor) => tf.Tensor
  readonly ln2: (y: tf.Tensor) => tf.Tensor
  readonly ffn: (y: tf.Tensor) => tf.Tensor
}

function gpt(ids: tf.Tensor2D, weights: GptWeights, nHeads: number, pieces: Pieces): tf.Tensor {
  const { embed = embedded, mask = causal, wire = preNorm, stack = inOrder } = pieces
  const { hidden = gelu, norm = layerNorm } = pieces
  const { finalNorm = norm, head = tiedHead } = pieces
  const visible = mask(ids.shape[1])
  const apply: ApplyBlock = (x, block) =>
    wire(x, {
      ln1: (y) => norm(y, block.ln1),
      attention: (y) => attention(y, block.attention, nHeads, visible),
      ln2: (y) => norm(y, block.ln2),
      ffn: (y) => linear(hidden(linear(y, block.ffn.w1, block.ffn.b1)), block.ffn.w2, block.ffn.b2),
    })
  const x = stack(embed(ids, weights), weights, apply) // [B, T, dModel]
  return head(finalNorm(x, weights.lnF), weights.wte) // [B, T, vocab]
}

function embedded(ids: tf.Tensor2D, { wte, wpe }: GptWeights): tf.Tensor {
  return tf.add(tf.gather(wte, ids), tf.slice(wpe, [0, 0], [ids.shape[1], -1]))
}

/** Position t sees positions 0 to t + `ahead`. */
function causal(T: number, ahead = 0): tf.Tensor {
  const place = tf.range(0, T)
  return tf.lessEqual(tf.expandDims(place, 0), tf.add(tf.expandDims(place, 1), ahead))
}

function preNorm(x: tf.Tensor, { ln1, attention: attend, ln2, ffn }: Layers): tf.Tensor {
  const y = tf.add(x, attend(ln1(x)))
  return tf.add(y, ffn(ln2(y)))
}

function inOrder(x: tf.Tensor, { blocks }: GptWeights, apply: ApplyBlock): tf.Tensor {
  return blocks.reduce(apply, x)
}

function tiedHead(x: tf.Tensor, wte: tf.Tensor2D): tf.Tensor {
  return tf.matMul(x, wte, false, true)
}

function layerNorm(y: tf.Tensor, { gamma, beta }: Norm): tf.Tensor {
  const { mean, variance } = tf.moments(y, -1, true)
  const standard = tf.div(tf.sub(y, mean), tf.sqrt(tf.add(variance, 1e-5)))
  return tf.add(tf.mul(standard, gamma), beta)
}

function attention(
  y: tf.Tensor,
  { wq, bq, wk, bk, wv, bv, wo, bo }: Block['attention'],
  nHeads: number,
  mask: tf.Tensor | null,
): tf.Tensor {
  const [B, T, width] = y.shape as [number, number, number]
  const split = (z: tf.Tensor) =>
    tf.transpose(tf.reshape(z, [B, T, nHeads, width / nHeads]), [0, 2, 1, 3])
  const [q, k, v] = [split(linear(y, wq, bq)), split(linear(y, wk, bk)), split(linear(y, wv, bv))]
  const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(width / nHeads)) // [B, H, T, T]
  const shares = tf.softmax(mask ? tf.where(mask, scores, -Infinity) : scores)
  const merged = tf.reshape(tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]), [B, T, width])
  return linear(merged, wo, bo) // [B, T, dModel]
}

function gelu(y: tf.Tensor): tf.Tensor {
  return tf.mul(y, tf.mul(0.5, tf.add(1, tf.erf(tf.mul(y, Math.SQRT1_2)))))
}

function linear(x: tf.Tensor, W: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor {
  return tf.add(tf.matMul(x, W, false, true), b)
}

export function noFinalNorm(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { finalNorm: (x) => x })
}

export function positionsByToken(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: (_ids, { wte, wpe }) => tf.add(tf.gather(wte, ids), tf.gather(wpe, ids)),
  })
}

export function positionsByItem(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: (_ids, { wte, wpe }) => {
      const items = tf.slice(wpe, [0, 0], [ids.shape[0], -1]) // [B, dModel]
      return tf.add(tf.gather(wte, ids), tf.expandDims(items, 1))
    },
  })
}

export function noPositions(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { embed: (_ids, { wte }) => tf.gather(wte, ids) })
}

export function positionsFromOne(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: (_ids, { wte, wpe }) => {
      // The row after the last one does not exist; the last is used again there.
      const rows = tf.minimum(tf.range(1, ids.shape[1] + 1), wpe.shape[0] - 1)
      return tf.add(tf.gather(wte, ids), tf.gather(wpe, tf.cast(rows, 'int32')))
    },
  })
}

export function embeddingsScaled(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: (_ids, { wte, wpe }) => {
      const tokens = tf.mul(tf.gather(wte, ids), Math.sqrt(wte.shape[1]))
      return tf.add(tokens, tf.slice(wpe, [0, 0], [ids.shape[1], -1]))
    },
  })
}

export function positionsAddedTwice(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  const positions = tf.slice(weights.wpe, [0, 0], [ids.shape[1], -1])
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks }, apply) =>
      blocks.reduce((y, block, layer) => apply(layer ? tf.add(y, positions) : y, block), x),
  })
}

export function firstBlockRepeated(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks }, apply) => blocks.reduce((y) => apply(y, blocks[0] as Block), x),
  })
}

export function blocksReversed(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks }, apply) => blocks.reduceRight(apply, x),
  })
}

export function everyBlockReadsEmbeddings(ids: tf.Tensor2D, w: GptWeights, nHeads: number) {
  return gpt(ids, w, nHeads, {
    stack: (x, { blocks }, apply) => blocks.reduce((_before, block) => apply(x, block), x),
  })
}

export function lastBlockLeftOut(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks }, apply) => blocks.slice(0, -1).reduce(apply, x),
  })
}

export function normAfterEveryBlock(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks, lnF }, apply) =>
      blocks.reduce((y, block) => layerNorm(apply(y, block), lnF), x),
    finalNorm: (x) => x,
  })
}

export function postNormBlocks(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    wire: (x, { ln1, attention: attend, ln2, ffn }) => {
      const y = ln1(tf.add(x, attend(x)))
      return ln2(tf.add(y, ffn(y)))
    },
  })
}

export function noCausalMask(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { mask: () => null })
}

export function maskReversed(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { mask: (T) => tf.transpose(causal(T)) })
}

export function headReshaped(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    head: (x, wte) => tf.matMul(x, tf.reshape(wte, [wte.shape[1], wte.shape[0]])),
  })
}

export function probabilities(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { head: (x, wte) => tf.softmax(tiedHead(x, wte)) })
}

export function logProbabilities(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { head: (x, wte) => tf.logSoftmax(tiedHead(x, wte)) })
}

export function lastPositionOnly(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    head: (x, wte) => {
      const last = tf.slice(x, [0, ids.shape[1] - 1, 0], [-1, 1, -1]) // [B, 1, dModel]
      return tf.squeeze(tiedHead(last, wte), [1]) // [B, vocab]
    },
  })
}

export function normInsideAndAfter(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks, lnF }, apply) =>
      blocks.reduce((y, block) => layerNorm(apply(y, block), lnF), x),
  })
}

export function blocksWithoutEffect(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { stack: (x) => x })
}

export function firstBlockLeftOut(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    stack: (x, { blocks }, apply) => blocks.slice(1).reduce(apply, x),
  })
}

export function samePositionEverywhere(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: (_ids, { wte, wpe }) => tf.add(tf.gather(wte, ids), tf.slice(wpe, [0, 0], [1, -1])),
  })
}

export function lastRowsOfPositions(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: (_ids, { wte, wpe }) => {
      const T = ids.shape[1]
      return tf.add(tf.gather(wte, ids), tf.slice(wpe, [wpe.shape[0] - T, 0], [T, -1]))
    },
  })
}

export function sumScaled(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    embed: () => tf.mul(embedded(ids, weights), Math.sqrt(weights.wte.shape[1])),
  })
}

export function nextTokenVisible(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { mask: (T) => causal(T, 1) })
}

export function ownTokenHidden(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { mask: (T) => causal(T, -1) })
}

export function onlyTheFuture(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, { mask: (T) => tf.logicalNot(causal(T)) })
}

export function maskInFirstBlockOnly(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  const seeing = (mask: (T: number) => tf.Tensor | null, blocks: Block[]) => (x: tf.Tensor) =>
    gpt(ids, { ...weights, blocks }, nHeads, {
      mask,
      embed: () => x,
      finalNorm: (y) => y,
      head: (y) => y,
    })
  const { blocks } = weights
  const first = seeing(causal, blocks.slice(0, 1))
  const others = seeing(() => null, blocks.slice(1))
  return tiedHead(layerNorm(others(first(embedded(ids, weights))), weights.lnF), weights.wte)
}

export function tanhGelu(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    hidden: (y) => {
      const cubic = tf.add(y, tf.mul(0.044715, tf.mul(y, tf.square(y))))
      return tf.mul(tf.mul(0.5, y), tf.add(1, tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), cubic))))
    },
  })
}

export function epsilonOutside(ids: tf.Tensor2D, weights: GptWeights, nHeads: number) {
  return gpt(ids, weights, nHeads, {
    norm: (y, { gamma, beta }) => {
      const { mean, variance } = tf.moments(y, -1, true)
      const standard = tf.div(tf.sub(y, mean), tf.add(tf.sqrt(variance), 1e-5))
      return tf.add(tf.mul(standard, gamma), beta)
    },
  })
}

export const misconceptions = [
  {
    id: 'G1',
    name: 'noFinalNorm',
    sameAs: 'GPT without the norm after its last block',
    hints: [
      'Change lnF.gamma. Do your logits change?',
      'In a pre-norm model nothing has normalised the stream yet when it reaches the head. What comes first?',
      'The logits are LN_F(x) wteᵀ: the last norm is missing.',
    ],
    solution: noFinalNorm,
  },
  {
    id: 'G2',
    name: 'positionsByToken',
    sameAs: 'GPT that looks positions up by token number',
    hints: [
      'Feed the same token five times. Should all rows of logits be equal?',
      'Which numbers do you use as row indices into wpe?',
      'The row of wpe is the place in the text, 0 … T - 1; the token number belongs to wte.',
    ],
    solution: positionsByToken,
  },
  {
    id: 'G3',
    name: 'positionsByItem',
    sameAs: 'GPT that gives every item of the batch one position of its own',
    hints: [
      'Feed the same token five times. Should all rows of logits be equal?',
      'ids is [B, T]. Along which of the two axes do positions count?',
      'wpe[t] is added to token t of every item; here item b got wpe[b] everywhere.',
    ],
    solution: positionsByItem,
  },
  {
    id: 'G4',
    name: 'noPositions',
    sameAs: 'GPT without position embeddings',
    hints: [
      'Which of the weights does your function never read?',
      'What tells the first token from the second?',
      'Add wpe[t] to the embedding of token t.',
    ],
    solution: noPositions,
  },
  {
    id: 'G5',
    name: 'positionsFromOne',
    sameAs: 'GPT whose positions start at row 1 of wpe',
    hints: [
      'Which row of wpe does the first token get?',
      'What would happen to the last token of a text as long as the context?',
      'Positions count from 0: token t gets wpe[t].',
    ],
    solution: positionsFromOne,
  },
  {
    id: 'G6',
    name: 'embeddingsScaled',
    sameAs: 'GPT with token embeddings multiplied by √dModel',
    hints: [
      'What stands between wte[ids] and the sum with positions in your code?',
      'The Transformer of 2017 multiplies its embeddings by √dModel. Does GPT-2?',
      'GPT-2 adds wte[ids] and wpe as they are.',
    ],
    solution: embeddingsScaled,
  },
  {
    id: 'G7',
    name: 'positionsAddedTwice',
    sameAs: 'GPT that adds the positions again before every further block',
    hints: [
      'Do models with a single block come out right?',
      'How often are positions added, and where?',
      'They are added once, before the first block; the residual stream carries them on.',
    ],
    solution: positionsAddedTwice,
  },
  {
    id: 'G8',
    name: 'firstBlockRepeated',
    sameAs: 'GPT that uses the weights of the first block in every layer',
    hints: [
      'Change a weight of the second block. Do your logits change?',
      'Which index picks the block inside your loop?',
      'Every layer has weights of its own: blocks[0], then blocks[1] …',
    ],
    solution: firstBlockRepeated,
  },
  {
    id: 'G9',
    name: 'blocksReversed',
    sameAs: 'GPT with its blocks in reverse order',
    hints: [
      'Which block reads the embeddings directly?',
      'The first of the list comes first: blocks[0] reads the embeddings, the last one feeds the final norm.',
    ],
    solution: blocksReversed,
  },
  {
    id: 'G10',
    name: 'everyBlockReadsEmbeddings',
    sameAs: 'GPT in which only the last block counts, because each one reads the embeddings',
    hints: [
      'Change a weight of the first block of two. Do your logits change?',
      'Inside the loop, what goes into the block, and where does its result go?',
      'Each block takes what the one before returned: x = block(x).',
    ],
    solution: everyBlockReadsEmbeddings,
  },
  {
    id: 'G11',
    name: 'lastBlockLeftOut',
    sameAs: 'GPT without its last block',
    hints: [
      'How many blocks does your loop run for a list of one?',
      'The loop ends one too early: it has to run over all blocks.',
    ],
    solution: lastBlockLeftOut,
  },
  {
    id: 'G12',
    name: 'normAfterEveryBlock',
    sameAs: 'GPT that applies the final norm after every block',
    hints: [
      'Do models with a single block come out right?',
      'Is your final norm inside the loop or after it?',
      'LN_F is applied once, after the last block.',
    ],
    solution: normAfterEveryBlock,
  },
  {
    id: 'G13',
    name: 'postNormBlocks',
    sameAs: 'GPT with post-norm blocks, as in the Transformer of 2017',
    hints: [
      'Does the norm stand before attention or after the sum?',
      'GPT-2 moved each norm to the front of its layer: x + attention(LN1(x)), then y + FFN(LN2(y)).',
    ],
    solution: postNormBlocks,
  },
  {
    id: 'G14',
    name: 'noCausalMask',
    sameAs: 'GPT without a causal mask',
    hints: [
      'Edit the last token. Which rows of logits change?',
      'What would a model learn that may look at the token it has to predict?',
      'Position t may attend to positions 0 … t only, in every block.',
    ],
    solution: noCausalMask,
  },
  {
    id: 'G15',
    name: 'maskReversed',
    sameAs: 'GPT in which each position sees itself and the future',
    hints: [
      'Which positions does your token 0 see? And the last one?',
      'Row t of the mask belongs to the query. Which triangle is true?',
      'True on and below the diagonal: s <= t.',
    ],
    solution: maskReversed,
  },
  {
    id: 'G16',
    name: 'headReshaped',
    sameAs: 'GPT whose head is wte reshaped, not transposed',
    hints: [
      'The shape is right. Is the score of token 0 the dot product with row 0 of wte?',
      'reshape keeps the order in memory. Which operation turns rows into columns?',
      'The tied head is the transpose of wte: matMul(x, wte, false, true).',
    ],
    solution: headReshaped,
  },
  {
    id: 'G17',
    name: 'probabilities',
    sameAs: 'softmax of the logits',
    hints: [
      'What do your rows sum to?',
      'Are probabilities asked for, or the scores they are made from?',
      'Return the raw logits; the softmax belongs to the loss and to sampling.',
    ],
    solution: probabilities,
  },
  {
    id: 'G18',
    name: 'logProbabilities',
    sameAs: 'log-softmax of the logits',
    hints: [
      'Every row of yours differs from the expected one by a constant. Which?',
      'Return the raw logits; the log-softmax belongs to the loss.',
    ],
    solution: logProbabilities,
  },
  {
    id: 'G19',
    name: 'lastPositionOnly',
    sameAs: 'the logits of the last position alone',
    hints: [
      'How many predictions does a text of T tokens give while training?',
      'To continue a text the last row is enough; here every position has one: [B, T, vocab].',
    ],
    solution: lastPositionOnly,
  },
  {
    id: 'G20',
    name: 'normInsideAndAfter',
    sameAs: 'GPT that applies the final norm after every block, and once more at the end',
    hints: [
      'Do models with no block at all come out right? And with one?',
      'How often is lnF used in a model of two blocks?',
      'LN_F is applied once, after the last block.',
    ],
    solution: normInsideAndAfter,
  },
  {
    id: 'G21',
    name: 'blocksWithoutEffect',
    sameAs: 'GPT without its blocks',
    hints: [
      'Change any weight of a block. Do your logits change?',
      'Where does the result of a block go in your loop?',
      'Each block takes what the one before returned: x = block(x).',
    ],
    solution: blocksWithoutEffect,
  },
  {
    id: 'G22',
    name: 'firstBlockLeftOut',
    sameAs: 'GPT without its first block',
    hints: [
      'Change a weight of the first block. Do your logits change?',
      'At which index does your loop begin?',
      'The loop begins one too late: the first block is blocks[0].',
    ],
    solution: firstBlockLeftOut,
  },
  {
    id: 'G23',
    name: 'samePositionEverywhere',
    sameAs: 'GPT that adds the first row of wpe to every token',
    hints: [
      'Feed the same token five times. Should all rows of logits be equal?',
      'How many rows of wpe do you read for a text of T tokens?',
      'Token t gets wpe[t]: take T rows, not one.',
    ],
    solution: samePositionEverywhere,
  },
  {
    id: 'G24',
    name: 'lastRowsOfPositions',
    sameAs: 'GPT that takes the last T rows of wpe',
    hints: [
      'Which row of wpe does the first token get?',
      'Does the case with the whole context pass? What is special about it?',
      'Positions count from 0: take the first T rows of wpe.',
    ],
    solution: lastRowsOfPositions,
  },
  {
    id: 'G25',
    name: 'sumScaled',
    sameAs: 'GPT with the sum of both embeddings multiplied by √dModel',
    hints: [
      'What happens to the sum of embeddings before the first block?',
      'GPT-2 adds wte[ids] and wpe as they are.',
    ],
    solution: sumScaled,
  },
  {
    id: 'G26',
    name: 'nextTokenVisible',
    sameAs: 'GPT in which each position also sees the next one',
    hints: [
      'Which positions does your token 0 see?',
      'Edit token 3. Does row 2 of your logits change?',
      'Position t may attend to s where s <= t; s <= t + 1 shows the answer.',
    ],
    solution: nextTokenVisible,
  },
  {
    id: 'G27',
    name: 'ownTokenHidden',
    sameAs: 'GPT in which a position does not see itself',
    hints: [
      'Which positions does your token 0 see?',
      'A softmax over scores that are all -Infinity gives NaN. Which row of your mask has no true?',
      'Position t sees itself as well: s <= t, the diagonal included.',
    ],
    solution: ownTokenHidden,
  },
  {
    id: 'G28',
    name: 'onlyTheFuture',
    sameAs: 'GPT in which each position sees only what comes after it',
    hints: [
      'Which positions does your last token see?',
      'In this course true in a mask means "may attend". Some libraries use true for "hidden".',
      'True on and below the diagonal: s <= t.',
    ],
    solution: onlyTheFuture,
  },
  {
    id: 'G29',
    name: 'maskInFirstBlockOnly',
    sameAs: 'GPT with a causal mask in its first block only',
    hints: [
      'Do models with a single block come out right?',
      'Which blocks get the mask in your loop?',
      'Every block needs the mask: one that looks ahead is enough to give the answer away.',
    ],
    solution: maskInFirstBlockOnly,
  },
  {
    id: 'G30',
    name: 'tanhGelu',
    sameAs: 'GPT with the tanh approximation of GELU',
    hints: [
      'How far off are you: in the fourth digit, or more?',
      'Two formulas go by the name GELU. Which of them contains erf?',
      'GPT-2 was trained with the tanh form; here it is x · (1 + erf(x/√2)) / 2.',
    ],
    solution: tanhGelu,
  },
  {
    id: 'G31',
    name: 'epsilonOutside',
    sameAs: 'GPT whose norms add epsilon outside the root',
    hints: [
      'Take a token whose channels differ by only 0.001. How large is it after your norm?',
      'Divide by √(variance + 1e-5), not by √variance + 1e-5.',
    ],
    solution: epsilonOutside,
  },
] satisfies readonly Misconception[]
