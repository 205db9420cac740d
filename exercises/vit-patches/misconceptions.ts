/** Known wrong solutions. Each is the correct one with one thing changed. */
import * as tf from '@tensorflow/tfjs-core'
import type { Misconception } from '../exercise.ts'
import type { PatchWeights } from './stub.ts'

type Given = [images: tf.Tensor4D, P: number, weights: PatchWeights]

/** The pieces that the wrong solutions replace; what is left out is as it should be. */
interface Pieces {
  /** [B, C, H, W] -> [B, N, C·P·P] */
  readonly cut?: (images: tf.Tensor4D, P: number) => tf.Tensor
  readonly project?: (patches: tf.Tensor, weights: PatchWeights) => tf.Tensor
  /** Words [B, N, dModel] and CLS [B, 1, dModel] to tokens with positions. */
  readonly assemble?: (words: tf.Tensor, first: tf.Tensor, positions: tf.Tensor2D) => tf.Tensor
}

function tokensOf([images, P, weights]: Given, pieces: Pieces): tf.Tensor | null {
  const { cut = squares, project = projected, assemble = inFront } = pieces
  const [B, , H, W] = images.shape
  if (H % P !== 0 || W % P !== 0) return null
  return assemble(project(cut(images, P), weights), cls(B, weights), weights.positions)
}

/** Axes of [B, C, rows, P, columns, P] in the order that the patches are read in. */
function squares(images: tf.Tensor4D, P: number, order = [0, 2, 4, 1, 3, 5]): tf.Tensor {
  const [B, C, H, W] = images.shape
  const split = tf.reshape(images, [B, C, H / P, P, W / P, P])
  return tf.reshape(tf.transpose(split, order), [B, -1, C * P * P])
}

function projected(patches: tf.Tensor, { projection, bias }: PatchWeights): tf.Tensor {
  return tf.add(tf.matMul(patches, projection, false, true), bias)
}

function cls(B: number, { cls: token }: PatchWeights): tf.Tensor {
  return tf.tile(tf.reshape(token, [1, 1, token.size]), [B, 1, 1])
}

function inFront(words: tf.Tensor, first: tf.Tensor, positions: tf.Tensor2D): tf.Tensor {
  return tf.add(tf.concat([first, words], 1), positions)
}

/** Rows of the position table. */
function rowsOf(positions: tf.Tensor2D, start: number, count: number): tf.Tensor {
  return tf.slice(positions, [start, 0], [count, -1])
}

export function plainReshape(...given: Given) {
  return tokensOf(given, {
    cut: (images, P) => {
      const [B, C] = images.shape
      return tf.reshape(images, [B, -1, C * P * P])
    },
  })
}

export function reshapePerChannel(...given: Given) {
  return tokensOf(given, {
    cut: (images, P) => {
      const [B, C, H, W] = images.shape
      const pieces = tf.reshape(images, [B, C, (H * W) / (P * P), P * P])
      return tf.reshape(tf.transpose(pieces, [0, 2, 1, 3]), [B, -1, C * P * P])
    },
  })
}

export function channelsLast(...given: Given) {
  return tokensOf(given, { cut: (images, P) => squares(images, P, [0, 2, 4, 3, 5, 1]) })
}

export function columnsFirstInPatch(...given: Given) {
  return tokensOf(given, { cut: (images, P) => squares(images, P, [0, 2, 4, 1, 5, 3]) })
}

export function columnByColumn(...given: Given) {
  return tokensOf(given, { cut: (images, P) => squares(images, P, [0, 4, 2, 1, 3, 5]) })
}

export function transposedImage(...given: Given) {
  return tokensOf(given, { cut: (images, P) => squares(images, P, [0, 4, 2, 1, 5, 3]) })
}

export function heightForWidth(...given: Given) {
  return tokensOf(given, {
    cut: (images, P) => {
      const [B, C, H, W] = images.shape
      return squares(tf.reshape(images, [B, C, W, H]), P)
    },
  })
}

export function bottomToTop(...given: Given) {
  return tokensOf(given, { cut: (images, P) => tf.reverse(squares(images, P), 1) })
}

export function borderDropped(...[images, P, weights]: Given) {
  const [B, C, H, W] = images.shape
  const whole = tf.slice(images, [0, 0, 0, 0], [B, C, H - (H % P), W - (W % P)])
  return tokensOf([whole, P, weights], {})
}

export function borderFilled(...[images, P, weights]: Given) {
  const [, , H, W] = images.shape
  const [below, right] = [(P - (H % P)) % P, (P - (W % P)) % P]
  const filled = tf.pad(images, [
    [0, 0],
    [0, 0],
    [0, below],
    [0, right],
  ])
  return tokensOf([filled, P, weights], {})
}

export function clsWithoutPosition(...given: Given) {
  return tokensOf(given, {
    assemble: (words, first, positions) => {
      const N = words.shape[1]!
      return tf.concat([first, tf.add(words, rowsOf(positions, 1, N))], 1)
    },
  })
}

export function patchesFromPositionZero(...given: Given) {
  return tokensOf(given, {
    assemble: (words, first, positions) => {
      const N = words.shape[1]!
      return tf.concat([first, tf.add(words, rowsOf(positions, 0, N))], 1)
    },
  })
}

export function clsAtTheEnd(...given: Given) {
  return tokensOf(given, {
    assemble: (words, first, positions) => tf.add(tf.concat([words, first], 1), positions),
  })
}

export function clsMissing(...given: Given) {
  return tokensOf(given, {
    assemble: (words, _, positions) => tf.add(words, rowsOf(positions, 1, words.shape[1]!)),
  })
}

export function clsInFirstItemOnly(...given: Given) {
  return tokensOf(given, {
    assemble: (words, first, positions) => {
      const [B, , dModel] = first.shape as [number, number, number]
      const own = tf.slice(first, [0, 0, 0], [1, 1, dModel])
      return inFront(words, tf.concat([own, tf.zeros([B - 1, 1, dModel])], 0), positions)
    },
  })
}

export function clsIsMean(...given: Given) {
  return tokensOf(given, {
    assemble: (words, _, positions) => inFront(words, tf.mean(words, 1, true), positions),
  })
}

export function positionsMissing(...given: Given) {
  return tokensOf(given, { assemble: (words, first) => tf.concat([first, words], 1) })
}

export function firstPositionForAll(...given: Given) {
  return tokensOf(given, {
    assemble: (words, first, positions) => {
      const same = rowsOf(positions, 0, 1)
      return tf.add(tf.concat([first, words], 1), same)
    },
  })
}

export function biasMissing(...given: Given) {
  return tokensOf(given, {
    project: (patches, { projection }) => tf.matMul(patches, projection, false, true),
  })
}

export function biasOnCls(...given: Given) {
  const { bias } = given[2]
  return tokensOf(given, {
    assemble: (words, first, positions) => inFront(words, tf.add(first, bias), positions),
  })
}

export function projectionReshaped(...given: Given) {
  return tokensOf(given, {
    project: (patches, { projection, bias }) => {
      const [dModel, width] = projection.shape
      return tf.add(tf.matMul(patches, tf.reshape(projection, [width, dModel])), bias)
    },
  })
}

export function patchOfChannelZero(...given: Given) {
  return tokensOf(given, {
    cut: (images, P) => {
      const [B, C, H, W] = images.shape
      const first = tf.slice(images, [0, 0, 0, 0], [B, 1, H, W])
      return squares(tf.tile<tf.Tensor4D>(first, [1, C, 1, 1]), P)
    },
  })
}

export const misconceptions = [
  {
    id: 'VP1',
    name: 'plainReshape',
    sameAs: 'one reshape of the whole image, whose "patches" are strips of memory',
    hints: [
      'Print the pixels of your patch 0. Which rows and columns of the image do they come from?',
      'A reshape never moves a number. Which pixels lie next to each other in memory: a square?',
      'Split rows and columns first, [B, C, H/P, P, W/P, P]; then exchange axes; then join.',
    ],
    solution: plainReshape,
  },
  {
    id: 'VP2',
    name: 'reshapePerChannel',
    sameAs: 'patches that are strips of memory in each channel',
    hints: [
      'Print the pixels of your patch 0. Which rows of the image do they come from?',
      'P² numbers in a row of memory: do they form a square of the image?',
      'Split H and W into two axes each, then bring row and column of the patch to the front.',
    ],
    solution: reshapePerChannel,
  },
  {
    id: 'VP3',
    name: 'channelsLast',
    sameAs: 'patches whose pixels are in the order row, column, channel',
    hints: [
      'Your patches hold the right pixels. In which order?',
      'After the first number of a patch, what changes next: the column, the row or the channel?',
      'Channel first: all P · P pixels of channel 0, then those of channel 1, and so on.',
    ],
    solution: channelsLast,
  },
  {
    id: 'VP4',
    name: 'columnsFirstInPatch',
    sameAs: 'patches that are read column by column inside',
    hints: [
      'Your patches hold the right pixels. Which one comes second?',
      'The last of the three axes channel, row, column runs fastest.',
    ],
    solution: columnsFirstInPatch,
  },
  {
    id: 'VP5',
    name: 'columnByColumn',
    sameAs: 'patches taken from top to bottom, then from left to right',
    hints: [
      'Which square of the image is your patch 1: the one to the right, or the one below?',
      'In n = row · (W / P) + column, which one runs faster?',
      'Patches go from left to right first, then down, like reading.',
    ],
    solution: columnByColumn,
  },
  {
    id: 'VP6',
    name: 'transposedImage',
    sameAs: 'the patches of the transposed image',
    hints: [
      'Is the image mirrored at its diagonal in your tokens?',
      'images is [B, C, H, W]: which of the last two axes counts rows?',
      'H counts rows and comes before W, both in the image and inside a patch.',
    ],
    solution: transposedImage,
  },
  {
    id: 'VP7',
    name: 'heightForWidth',
    sameAs: 'an image read as if it were W high and H wide',
    hints: [
      'Do square images come out right, and others not?',
      'The shape is [B, C, H, W]. In which order do you take it apart?',
    ],
    solution: heightForWidth,
  },
  {
    id: 'VP8',
    name: 'bottomToTop',
    sameAs: 'the patches in reverse order',
    hints: [
      'Which square of the image is your patch 0?',
      'Patch 0 is the top left one; the last is the bottom right one.',
    ],
    solution: bottomToTop,
  },
  {
    id: 'VP9',
    name: 'borderDropped',
    sameAs: 'an image whose right and lower border is cut off when P does not fit',
    hints: [
      'What does your function return for a 5 × 6 image and P = 2?',
      'Who would notice that a part of the picture was never looked at?',
      'When P does not divide both H and W, return null.',
    ],
    solution: borderDropped,
  },
  {
    id: 'VP10',
    name: 'borderFilled',
    sameAs: 'an image that is filled up with zeros when P does not fit',
    hints: [
      'What does your function return for a 5 × 6 image and P = 2?',
      'Filling up is one way out, but not the one asked for here.',
      'When P does not divide both H and W, return null.',
    ],
    solution: borderFilled,
  },
  {
    id: 'VP11',
    name: 'clsWithoutPosition',
    sameAs: 'a CLS token without a position',
    hints: [
      'Are all tokens right but token 0?',
      'How many rows has the table of positions, and how many of them do you use?',
      'CLS is put in front first; then positions are added to all N + 1 tokens.',
    ],
    solution: clsWithoutPosition,
  },
  {
    id: 'VP12',
    name: 'patchesFromPositionZero',
    sameAs: 'positions 0 to N − 1 for the patches, and none for CLS',
    hints: [
      'Which position has patch 0 in your code?',
      'How many rows has the table of positions, and how many of them do you use?',
      'Row 0 is that of CLS; patch n gets row n + 1.',
    ],
    solution: patchesFromPositionZero,
  },
  {
    id: 'VP13',
    name: 'clsAtTheEnd',
    sameAs: 'a CLS token behind the patches',
    hints: [
      'Where will a classifier look for CLS: at the first or at the last token?',
      'CLS is token 0; the patches follow.',
    ],
    solution: clsAtTheEnd,
  },
  {
    id: 'VP14',
    name: 'clsMissing',
    sameAs: 'the patches alone, without a CLS token',
    hints: [
      'How many tokens do you return for N patches?',
      'One learned token, the same for every image, stands in front.',
    ],
    solution: clsMissing,
  },
  {
    id: 'VP15',
    name: 'clsInFirstItemOnly',
    sameAs: 'a CLS token in item 0 only',
    hints: [
      'Is item 0 right, and are the others wrong in token 0?',
      'weights.cls is [dModel]. How does it become [B, 1, dModel]?',
      'Every image of the batch gets the same CLS token: tile it, or add it to zeros.',
    ],
    solution: clsInFirstItemOnly,
  },
  {
    id: 'VP16',
    name: 'clsIsMean',
    sameAs: 'the mean of the patches in the place of CLS',
    hints: [
      'Does your token 0 depend on the image? Should it, before any attention?',
      'Some models average their tokens at the very end. What stands in weights.cls?',
      'Token 0 is weights.cls plus position 0, whatever the image.',
    ],
    solution: clsIsMean,
  },
  {
    id: 'VP17',
    name: 'positionsMissing',
    sameAs: 'tokens without positions',
    hints: [
      'Give two patches the same pixels. Are their tokens equal?',
      'Attention reads a set. How should it know where in the image a patch was?',
      'Add weights.positions to all N + 1 tokens.',
    ],
    solution: positionsMissing,
  },
  {
    id: 'VP18',
    name: 'firstPositionForAll',
    sameAs: 'the position of CLS added to every token',
    hints: [
      'Give two patches the same pixels. Are their tokens equal?',
      'Which rows of the table do you read?',
      'Token n gets row n of weights.positions.',
    ],
    solution: firstPositionForAll,
  },
  {
    id: 'VP19',
    name: 'biasMissing',
    sameAs: 'a projection without its bias',
    hints: [
      'What is your token for a black patch, all pixels 0, before positions?',
      'A token is projection · patch + bias.',
    ],
    solution: biasMissing,
  },
  {
    id: 'VP20',
    name: 'biasOnCls',
    sameAs: 'a CLS token with the bias of the projection added',
    hints: [
      'Are all tokens right but token 0?',
      'Does CLS go through the projection?',
      'The bias belongs to the patches; CLS is used as it is.',
    ],
    solution: biasOnCls,
  },
  {
    id: 'VP21',
    name: 'projectionReshaped',
    sameAs: 'a projection that was reshaped where it had to be transposed',
    hints: [
      'projection is [dModel, C·P·P]. How did you make it fit?',
      'Does a reshape exchange rows and columns?',
      'Transpose it, tf.matMul(patches, projection, false, true), or loop over its rows.',
    ],
    solution: projectionReshaped,
  },
  {
    id: 'VP22',
    name: 'patchOfChannelZero',
    sameAs: 'patches that hold channel 0 once for every channel',
    hints: [
      'Do images with a single channel come out right?',
      'Change a pixel of channel 1. Does anything change?',
    ],
    solution: patchOfChannelZero,
  },
] satisfies readonly Misconception[]
