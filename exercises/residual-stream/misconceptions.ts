/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

interface Layer {
  readonly w1: number[][]
  readonly b1: number[]
  readonly w2: number[][]
}

type Given = [x: number[], layers: Layer[], upstream: number[]]

/** What a layer was given and what it made of it, kept for the way back. */
interface Kept {
  readonly layer: Layer
  readonly before: number[]
  readonly after: number[]
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  /** The layers in the order in which they write. */
  readonly order?: (layers: Layer[]) => Layer[]
  /** What a layer reads. */
  readonly reads?: (stream: number[], x: number[]) => number[]
  readonly bias?: (b1: number) => number
  /** The stream after a layer, from that before it, what it wrote, and the input. */
  readonly next?: (stream: number, written: number, input: number) => number
  /** The stream that the slopes of a layer are taken at. */
  readonly slopesAt?: (kept: Kept, x: number[], output: number[]) => number[]
  readonly slope?: (hidden: number, sum: number) => number
  /** The gradient before a layer, from that after it, what came through the layer, and upstream. */
  readonly previous?: (after: number, through: number, upstream: number) => number
  /** What goes through the layer. */
  readonly sent?: (after: number[], upstream: number[]) => number[]
  readonly through?: (layer: Layer, slopes: number[], gradient: number[]) => number[]
  readonly keptInOrder?: (kept: Kept[]) => Kept[]
  readonly result?: (gradients: number[][], upstream: number[]) => number[][]
}

const dot = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, number, at) => sum + number * other[at]!, 0)
const times = (W: readonly number[][], v: readonly number[]) => W.map((row) => dot(row, v))
const transposed = (W: readonly number[][]) => W[0]!.map((_, c) => W.map((row) => row[c]!))

/** W1ᵀ (slopes ∘ W2ᵀ g) */
function throughLayer({ w1, w2 }: Layer, slopes: number[], gradient: number[]): number[] {
  const atHidden = times(transposed(w2), gradient).map((one, f) => one * slopes[f]!)
  return times(transposed(w1), atHidden)
}

function stream(
  [x, layers, upstream]: Given,
  {
    order = (all) => all,
    reads = (before) => before,
    bias = (b1) => b1,
    next = (before, written) => before + written,
    slopesAt = ({ before }) => before,
    slope = (hidden) => 1 - hidden ** 2,
    previous = (after, through) => after + through,
    sent = (after) => after,
    through = throughLayer,
    keptInOrder = (all) => all.toReversed(),
    result = (gradients) => gradients,
  }: Change,
) {
  const sums = ({ w1, b1 }: Layer, at: number[]) =>
    times(w1, at).map((sum, f) => sum + bias(b1[f]!))
  let output = x
  const kept = order(layers).map((layer) => {
    const before = reads(output, x)
    const written = times(layer.w2, sums(layer, before).map(Math.tanh))
    output = output.map((number, c) => next(number, written[c]!, x[c]!))
    return { layer, before, after: output }
  })

  const gradients = [upstream]
  for (const one of keptInOrder(kept)) {
    const after = gradients[0]!
    const slopes = sums(one.layer, slopesAt(one, x, output)).map((sum) =>
      slope(Math.tanh(sum), sum),
    )
    const passed = through(one.layer, slopes, sent(after, upstream))
    gradients.unshift(after.map((number, c) => previous(number, passed[c]!, upstream[c]!)))
  }
  return { output, gradients: result(gradients, upstream) }
}

export function noResidual(...given: Given) {
  return stream(given, { next: (_, written) => written, previous: (_, through) => through })
}

export function identityForgottenBackwards(...given: Given) {
  return stream(given, { previous: (_, through) => through })
}

export function identityForgottenForwards(...given: Given) {
  return stream(given, { next: (_, written) => written })
}

export function addedToInput(...given: Given) {
  return stream(given, { next: (_, written, input) => input + written })
}

export function allReadInput(...given: Given) {
  return stream(given, { reads: (_, x) => x })
}

export function meanOfBoth(...given: Given) {
  return stream(given, {
    next: (before, written) => (before + written) / 2,
    previous: (after, through) => (after + through) / 2,
  })
}

export function biasForgotten(...given: Given) {
  return stream(given, { bias: () => 0 })
}

export function firstLayerRepeated(...given: Given) {
  return stream(given, { order: (layers) => layers.map(() => layers[0]!) })
}

export function layersBackwards(...given: Given) {
  return stream(given, { order: (layers) => layers.toReversed() })
}

export function gradientForwards(...given: Given) {
  return stream(given, { keptInOrder: (kept) => kept })
}

export function lossFirst(...given: Given) {
  return stream(given, { result: (gradients) => gradients.toReversed() })
}

export function upstreamEachTime(...given: Given) {
  return stream(given, { previous: (_, through, upstream) => upstream + through })
}

export function upstreamOnceAtEnd(...given: Given) {
  return stream(given, {
    previous: (_, through) => through,
    result: (gradients, upstream) =>
      gradients.map((row, l) =>
        l === gradients.length - 1 ? row : row.map((number, c) => number + upstream[c]!),
      ),
  })
}

export function onlyUpstreamSent(...given: Given) {
  return stream(given, { sent: (_, upstream) => upstream })
}

export function slopeForgotten(...given: Given) {
  return stream(given, { slope: () => 1 })
}

export function slopeOfSum(...given: Given) {
  return stream(given, { slope: (_, sum) => 1 - sum ** 2 })
}

export function slopeOfSigmoid(...given: Given) {
  return stream(given, { slope: (hidden) => hidden * (1 - hidden) })
}

export function slopeWithoutSquare(...given: Given) {
  return stream(given, { slope: (hidden) => 1 - hidden })
}

export function slopesAtOutput(...given: Given) {
  return stream(given, { slopesAt: (_kept, _x, output) => output })
}

export function slopesAfterLayer(...given: Given) {
  return stream(given, { slopesAt: ({ after }) => after })
}

export function slopesAtInput(...given: Given) {
  return stream(given, { slopesAt: (_, x) => x })
}

export function notTransposed(...given: Given) {
  return stream(given, {
    through: ({ w1, w2 }, slopes, gradient) =>
      times(
        w2,
        times(w1, gradient).map((one, f) => one * slopes[f]!),
      ),
  })
}

export function indicesExchanged(...given: Given) {
  return stream(given, {
    through: ({ w1, w2 }, slopes, gradient) => {
      const row = (f: number) => gradient.map((_, c) => w2[f]?.[c] ?? NaN)
      const atHidden = slopes.map((slope, f) => slope * dot(row(f), gradient))
      return times(transposed(w1), atHidden)
    },
  })
}

export const misconceptions = [
  {
    id: 'RS1',
    name: 'noResidual',
    sameAs: 'a stack of layers without a stream: each replaces what came before',
    hints: [
      'What comes out if all weights are zero?',
      'Does a layer write something new, or add to what is there?',
      'Keep the old number on both ways: x + f(x) forwards, g + Jᵀ g backwards.',
    ],
    solution: noResidual,
  },
  {
    id: 'RS2',
    name: 'identityForgottenBackwards',
    sameAs: 'a gradient that goes through the layers only, and not along the stream',
    hints: [
      'The output is right. What arrives at the input if all weights are zero?',
      'The output of a layer is x + f(x). What is the derivative of the first term?',
      'Backwards, too, something is added: g + W1ᵀ(…), not W1ᵀ(…) alone.',
    ],
    solution: identityForgottenBackwards,
  },
  {
    id: 'RS3',
    name: 'identityForgottenForwards',
    sameAs: 'a gradient along a stream that the layers do not add to but replace',
    hints: [
      'What comes out if all weights are zero?',
      'Your way back adds. Does your way forward?',
      'The stream after a layer is x + f(x).',
    ],
    solution: identityForgottenForwards,
  },
  {
    id: 'RS4',
    name: 'addedToInput',
    sameAs: 'layers that add to the first x instead of the stream',
    hints: [
      'With one layer all is well. What is left of layer 0 after layer 1?',
      'To which number does the second layer add: to x as it came in, or as layer 0 left it?',
      'Each layer adds to the stream that it reads.',
    ],
    solution: addedToInput,
  },
  {
    id: 'RS5',
    name: 'allReadInput',
    sameAs: 'layers that all read the first x, side by side',
    hints: [
      'With one layer all is well. Can layer 1 see what layer 0 wrote?',
      'Which variable goes into W1: the input, or the stream as it is now?',
      'A layer reads the stream after all layers before it.',
    ],
    solution: allReadInput,
  },
  {
    id: 'RS6',
    name: 'meanOfBoth',
    sameAs: 'a stream that is halved at each layer: (x + f(x)) / 2',
    hints: [
      'What comes out if all weights are zero? Is it x?',
      'How much of the input is left after ten layers?',
      'The stream is a sum, without a factor.',
    ],
    solution: meanOfBoth,
  },
  {
    id: 'RS7',
    name: 'biasForgotten',
    sameAs: 'layers without their bias b1',
    hints: [
      'Does your result change when b1 does?',
      'What is inside the tanh?',
      'The hidden layer is tanh(W1 x + b1).',
    ],
    solution: biasForgotten,
  },
  {
    id: 'RS8',
    name: 'firstLayerRepeated',
    sameAs: 'a stream into which layer 0 writes again and again',
    hints: [
      'Does your result change when the weights of the last layer do?',
      'Which layer does your loop take in its second round?',
      'Each layer has weights of its own.',
    ],
    solution: firstLayerRepeated,
  },
  {
    id: 'RS9',
    name: 'layersBackwards',
    sameAs: 'layers that write in the opposite order',
    hints: [
      'Which layer reads x itself?',
      'Did a reverse() change the list that you still needed?',
      'Layer 0 writes first.',
    ],
    solution: layersBackwards,
  },
  {
    id: 'RS10',
    name: 'gradientForwards',
    sameAs: 'a gradient that goes through the layers from the first to the last',
    hints: [
      'The output is right. Which layer does upstream meet first?',
      'Which layer stands next to the loss?',
      'The way back begins at the last layer.',
    ],
    solution: gradientForwards,
  },
  {
    id: 'RS11',
    name: 'lossFirst',
    sameAs: 'the right gradients in the opposite order',
    hints: [
      'Which of your rows is upstream: the first or the last?',
      'Where does the loop of your way back begin, and where does it put what it finds?',
      'gradients[0] belongs to the input, the last row to the output.',
    ],
    solution: lossFirst,
  },
  {
    id: 'RS12',
    name: 'upstreamEachTime',
    sameAs: 'a gradient to which each layer adds upstream instead of what came from behind it',
    hints: [
      'With one layer all is well. What do you add at the second one?',
      'Which gradient runs past a layer: that at the end of the stream, or that just behind the layer?',
      'Add to the gradient as it is now: g + Jᵀ g.',
    ],
    solution: upstreamEachTime,
  },
  {
    id: 'RS13',
    name: 'upstreamOnceAtEnd',
    sameAs: 'a gradient of the layers alone, to which upstream is added once',
    hints: [
      'With one layer all is well. How many ways lead from the output to the input through two layers?',
      'May the gradient pass layer 1 by and go through layer 0?',
      'At every layer the gradient both passes by and goes through: add at each step.',
    ],
    solution: upstreamOnceAtEnd,
  },
  {
    id: 'RS14',
    name: 'onlyUpstreamSent',
    sameAs: 'a gradient for which each layer gets upstream alone, as if nobody read what it writes',
    hints: [
      'With one layer all is well. Who reads what layer 0 writes?',
      'Which gradient goes into layer 0 on the way back?',
      'Send the gradient through a layer that has gathered all that comes from behind it.',
    ],
    solution: onlyUpstreamSent,
  },
  {
    id: 'RS15',
    name: 'slopeForgotten',
    sameAs: 'a gradient that passes tanh as if it were not there',
    hints: [
      'The output is right. By how much does tanh(a) change when a does, for a large a?',
      'How many steps has a layer, and how many has your way back through it?',
      'Between W2ᵀ and W1ᵀ, multiply each hidden unit by 1 - tanh².',
    ],
    solution: slopeForgotten,
  },
  {
    id: 'RS16',
    name: 'slopeOfSum',
    sameAs: 'a slope of 1 - a², with a before the tanh instead of after it',
    hints: [
      'Can a slope of tanh be negative? Can yours?',
      'What do you square: what goes into tanh, or what comes out?',
      'The slope is 1 - tanh(a)².',
    ],
    solution: slopeOfSum,
  },
  {
    id: 'RS17',
    name: 'slopeOfSigmoid',
    sameAs: 'a slope of h(1 - h), which is that of the sigmoid',
    hints: [
      'What is the slope of tanh at 0? And yours?',
      'Of which function is h(1 - h) the derivative?',
      'For h = tanh(a) the slope is 1 - h².',
    ],
    solution: slopeOfSigmoid,
  },
  {
    id: 'RS18',
    name: 'slopeWithoutSquare',
    sameAs: 'a slope of 1 - h instead of 1 - h²',
    hints: [
      'Is the slope of tanh the same at a and at -a? Is yours?',
      'Can a slope of tanh be larger than 1?',
      'For h = tanh(a) the slope is 1 - h².',
    ],
    solution: slopeWithoutSquare,
  },
  {
    id: 'RS19',
    name: 'slopesAtOutput',
    sameAs: 'slopes that are all taken at the end of the stream',
    hints: [
      'With which x does your way back compute W1 x + b1?',
      'If you kept the stream of each layer: are these different arrays, or one and the same that was changed later?',
      'The slopes of a layer belong to the stream that it read. Keep it, or keep the hidden units.',
    ],
    solution: slopesAtOutput,
  },
  {
    id: 'RS20',
    name: 'slopesAfterLayer',
    sameAs: 'slopes that are taken at the stream after the layer',
    hints: [
      'With which x does your way back compute W1 x + b1?',
      'Did the layer read the stream before or after it wrote?',
      'Keep what each layer read, before it adds.',
    ],
    solution: slopesAfterLayer,
  },
  {
    id: 'RS21',
    name: 'slopesAtInput',
    sameAs: 'slopes that are all taken at the input',
    hints: [
      'With one layer all is well. With which x does your way back compute the slopes of layer 1?',
      'Has the stream changed on its way to layer 1?',
      'Each layer has slopes at the stream that it read itself.',
    ],
    solution: slopesAtInput,
  },
  {
    id: 'RS22',
    name: 'notTransposed',
    sameAs: 'a gradient that is multiplied by the Jacobians instead of their transposes',
    hints: [
      'The output is right. In which order does your gradient meet W1 and W2?',
      'On the way back, which matrix comes first? And which of its axes is summed over?',
      'Backwards: first W2ᵀ, then the slopes, then W1ᵀ.',
    ],
    solution: notTransposed,
  },
  {
    id: 'RS23',
    name: 'indicesExchanged',
    sameAs: 'a gradient that looks W2 up as w2[f][c] on its way back',
    hints: [
      'The output is right. How many rows has w2, and how many numbers has each?',
      'Which entry of w2 says what hidden unit f writes into channel c? And which one do you read on the way back?',
      'The transposed matrix has the same entries: unit f gathers w2[c][f] · g[c] over all c.',
    ],
    solution: indicesExchanged,
  },
] satisfies readonly Misconception[]
