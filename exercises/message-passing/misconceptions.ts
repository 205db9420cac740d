/** Known wrong solutions. Each is the correct round with one thing changed. */
import type { Misconception } from '../exercise.ts'

type Rows = number[][]
type Given = [nodes: Rows, edges: Rows, wq: Rows, wk: Rows, wv: Rows]

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly edges?: (edges: Rows, N: number) => Rows
  /** The score of sender j for receiver i. */
  readonly score?: (q: Rows, k: Rows, i: number, j: number, D: number) => number
  /** The weights of i's senders from their scores; `all` holds the score of any edge. */
  readonly weigh?: (scores: number[], senders: number[], all: Scored[]) => number[]
  /** What j tells i. */
  readonly told?: (v: Rows, nodes: Rows, i: number, j: number) => number[]
  readonly combine?: (own: number[], message: number[]) => number[]
  /** What becomes of a node that hears nobody. */
  readonly alone?: (own: number[]) => number[]
  readonly isInTurn?: boolean
}

interface Scored {
  readonly from: number
  readonly score: number
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
const dot = (one: readonly number[], other: readonly number[]) =>
  total(one.map((entry, d) => entry * other[d]!))
const apply = (weights: Rows, x: number[]) => weights.map((row) => dot(row, x))
const plus = (one: number[], other: number[]) => one.map((entry, d) => entry + other[d]!)
const transposed = (rows: Rows) => rows[0]!.map((_, column) => rows.map((row) => row[column]!))

const products = (q: Rows, k: Rows, i: number, j: number) => dot(q[i]!, k[j]!)
const scaled = (q: Rows, k: Rows, i: number, j: number) =>
  products(q, k, i, j) / Math.sqrt(q[i]!.length)

function softmax(scores: number[]): number[] {
  const exponentials = scores.map((score) => Math.exp(score - Math.max(...scores)))
  return exponentials.map((one) => one / total(exponentials))
}

function round(
  [nodes, given, wq, wk, wv]: Given,
  {
    edges: chosen = (edges) => edges,
    score = scaled,
    weigh = softmax,
    told = (v, _nodes, _i, j) => v[j]!,
    combine = plus,
    alone = (own) => own,
    isInTurn = false,
  }: Change,
): Rows {
  const edges = chosen(given, nodes.length)
  const D = wv.length
  const current = nodes.map((x) => [...x])
  const updated = nodes.map((_, i) => {
    const read = isInTurn ? current : nodes
    const [q, k, v] = [wq, wk, wv].map((weights) => read.map((x) => apply(weights, x))) as [
      Rows,
      Rows,
      Rows,
    ]
    const senders = edges.filter(([, to]) => to === i).map(([from]) => from!)
    const scores = senders.map((j) => score(q, k, i, j, D))
    const all = edges.map(([from, to]) => ({ from: from!, score: score(q, k, to!, from!, D) }))
    const weights = weigh(scores, senders, all)
    const message = read[i]!.map((_, d) =>
      total(senders.map((j, at) => weights[at]! * told(v, read, i, j)[d]!)),
    )
    current[i] = senders.length === 0 ? alone(read[i]!) : combine(read[i]!, message)
    return current[i]
  })
  return updated
}

export function edgesReversed(...given: Given) {
  return round(given, { edges: (edges) => edges.map(([from, to]) => [to!, from!]) })
}

export function bothDirections(...given: Given) {
  return round(given, {
    edges: (edges) => [...edges, ...edges.map(([from, to]) => [to!, from!])],
  })
}

export function everybodyHeard(...given: Given) {
  return round(given, {
    edges: (_, N) => Array.from({ length: N * N }, (_pair, at) => [at % N, Math.floor(at / N)]),
  })
}

export function onlyThoseBefore(...given: Given) {
  return round(given, { edges: (edges) => edges.filter(([from, to]) => from! <= to!) })
}

export function alwaysHearsItself(...given: Given) {
  return round(given, {
    edges: (edges, N) => [...edges, ...Array.from({ length: N }, (_, node) => [node, node])],
  })
}

export function neverHearsItself(...given: Given) {
  return round(given, { edges: (edges) => edges.filter(([from, to]) => from !== to) })
}

export function duplicatesCollapsed(...given: Given) {
  return round(given, {
    edges: (edges) =>
      [...new Set(edges.map((edge) => edge.join()))].map((edge) => edge.split(',').map(Number)),
  })
}

export function lastEdgeOnly(...given: Given) {
  return round(given, {
    edges: (edges) =>
      edges.filter(([, to], at) => edges.findLastIndex((other) => other[1] === to) === at),
  })
}

export function normalisedOverSenders(...given: Given) {
  return round(given, {
    weigh: (scores, senders, all) => {
      const sentBy = (j: number) => all.filter(({ from }) => from === j)
      return scores.map((score, at) => {
        const ofSender = sentBy(senders[at]!).map((edge) => edge.score)
        const highest = Math.max(...ofSender)
        return Math.exp(score - highest) / total(ofSender.map((one) => Math.exp(one - highest)))
      })
    },
  })
}

export function oneSoftmaxForAll(...given: Given) {
  return round(given, {
    weigh: (scores, _, all) => {
      const highest = Math.max(...all.map((edge) => edge.score))
      const sum = total(all.map((edge) => Math.exp(edge.score - highest)))
      return scores.map((score) => Math.exp(score - highest) / sum)
    },
  })
}

export function plainMean(...given: Given) {
  return round(given, { weigh: (scores) => scores.map(() => 1 / scores.length) })
}

export function plainSum(...given: Given) {
  return round(given, { weigh: (scores) => scores.map(() => 1) })
}

export function scoresAsWeights(...given: Given) {
  return round(given, { weigh: (scores) => scores })
}

export function notNormalised(...given: Given) {
  return round(given, { weigh: (scores) => scores.map(Math.exp) })
}

export function withoutMaximum(...given: Given) {
  return round(given, {
    weigh: (scores) => {
      const exponentials = scores.map(Math.exp)
      return exponentials.map((one) => one / total(exponentials))
    },
  })
}

export function bestSenderOnly(...given: Given) {
  return round(given, {
    weigh: (scores) => {
      const best = scores.indexOf(Math.max(...scores))
      return scores.map((_, at) => (at === best ? 1 : 0))
    },
  })
}

export function notScaled(...given: Given) {
  return round(given, { score: products })
}

export function scaledByNodeWidth(...given: Given) {
  return round(given, { score: (q, k, i, j, D) => products(q, k, i, j) / Math.sqrt(D) })
}

export function queryAndKeyExchanged(...given: Given) {
  return round(given, { score: (q, k, i, j) => scaled(k, q, i, j) })
}

export function valueTransposed(...given: Given) {
  const [nodes, edges, wq, wk, wv] = given
  return round([nodes, edges, wq, wk, transposed(wv)], {})
}

export function nodesTold(...given: Given) {
  return round(given, { told: (_, nodes, _i, j) => nodes[j]! })
}

export function ownValueTold(...given: Given) {
  return round(given, { told: (v, _, i) => v[i]! })
}

export function ownVectorLost(...given: Given) {
  return round(given, { combine: (_, message) => message })
}

export function aloneBecomesZero(...given: Given) {
  return round(given, { alone: (own) => own.map(() => 0) })
}

export function aloneBecomesNaN(...given: Given) {
  return round(given, { alone: (own) => own.map(() => NaN) })
}

export function updatedInTurn(...given: Given) {
  return round(given, { isInTurn: true })
}

export function updatesOutOfStep(...given: Given) {
  const [nodes, edges] = given
  const updates = round(given, { combine: (_, message) => message }).filter((_, i) =>
    edges.some(([, to]) => to === i),
  )
  return nodes.map((x, i) => (updates[i] ? plus(x, updates[i]) : x))
}

export const misconceptions = [
  {
    id: 'MP1',
    name: 'edgesReversed',
    sameAs: 'messages that travel against the direction of the edges',
    hints: [
      'Take the edge from 0 to 2. Which of the two nodes changes in your code?',
      'An edge is [from, to]. Which end hears, and which one tells?',
      'Node i gathers from the edges whose second number is i.',
    ],
    solution: edgesReversed,
  },
  {
    id: 'MP2',
    name: 'bothDirections',
    sameAs: 'messages that travel along every edge in both directions',
    hints: [
      'Does node 0 hear node 2 because 2 hears 0?',
      'The graph is directed: an edge tells its second node, and nobody else.',
    ],
    solution: bothDirections,
  },
  {
    id: 'MP3',
    name: 'everybodyHeard',
    sameAs: 'attention in which everybody hears everybody, whatever the edges',
    hints: [
      'Take an edge away. Does your result change?',
      'Where does your code look at `edges`?',
      'The softmax of node i runs over its senders only.',
    ],
    solution: everybodyHeard,
  },
  {
    id: 'MP4',
    name: 'onlyThoseBefore',
    sameAs: 'a round in which edges from later nodes to earlier ones are dropped',
    hints: [
      'May node 0 hear node 2?',
      'Which edges are there is up to `edges` alone. Causality is one choice of many.',
    ],
    solution: onlyThoseBefore,
  },
  {
    id: 'MP5',
    name: 'alwaysHearsItself',
    sameAs: 'a round in which every node hears itself, too',
    hints: [
      'How many messages reach a node with two incoming edges?',
      'A node hears itself only where there is an edge from it to itself.',
    ],
    solution: alwaysHearsItself,
  },
  {
    id: 'MP6',
    name: 'neverHearsItself',
    sameAs: 'a round in which edges from a node to itself are dropped',
    hints: [
      'What does an edge [0, 0] do in your code?',
      'An edge from a node to itself is an edge like any other.',
    ],
    solution: neverHearsItself,
  },
  {
    id: 'MP7',
    name: 'duplicatesCollapsed',
    sameAs: 'a round in which an edge that is there twice counts once',
    hints: [
      'Do the cases without repeated edges pass?',
      'Does a matrix of true and false remember how often an edge is there?',
      'Here every entry of `edges` carries a message, and the softmax has a term for each.',
    ],
    solution: duplicatesCollapsed,
  },
  {
    id: 'MP8',
    name: 'lastEdgeOnly',
    sameAs: 'a round in which each node hears the last of its edges only',
    hints: [
      'Does the order of the edges change your result? Should it?',
      'What happens to the first message when the second one arrives?',
      'A node mixes all of its messages.',
    ],
    solution: lastEdgeOnly,
  },
  {
    id: 'MP9',
    name: 'normalisedOverSenders',
    sameAs: 'weights that sum to 1 for each sender instead of each receiver',
    hints: [
      'Add up the weights of the messages that reach one node. And of those that leave one.',
      'Who has a total attention of 1 to spread: the one that hears or the one that tells?',
      'The softmax of node i runs over the edges that lead to i.',
    ],
    solution: normalisedOverSenders,
  },
  {
    id: 'MP10',
    name: 'oneSoftmaxForAll',
    sameAs: 'one softmax over all edges of the graph',
    hints: [
      'What do the weights of one node’s messages sum to? And all weights together?',
      'Each node has a softmax of its own, over its senders.',
    ],
    solution: oneSoftmaxForAll,
  },
  {
    id: 'MP11',
    name: 'plainMean',
    sameAs: 'the plain mean of the messages',
    hints: [
      'Change a query. Do your weights change?',
      'Which senders should count more than others?',
      'The weights are the softmax of q_i · k_j / √dHead.',
    ],
    solution: plainMean,
  },
  {
    id: 'MP12',
    name: 'plainSum',
    sameAs: 'the plain sum of the messages',
    hints: [
      'What do the weights of one node’s messages sum to?',
      'The weights are the softmax of q_i · k_j / √dHead: shares of 1.',
    ],
    solution: plainSum,
  },
  {
    id: 'MP13',
    name: 'scoresAsWeights',
    sameAs: 'messages weighted by their scores, without softmax',
    hints: [
      'Can one of your weights be negative? Should it?',
      'What turns the scores of a node’s senders into shares of 1?',
      'Apply the softmax over the senders of each node.',
    ],
    solution: scoresAsWeights,
  },
  {
    id: 'MP14',
    name: 'notNormalised',
    sameAs: 'messages weighted by exp(score), never divided by their sum',
    hints: [
      'A node hears one sender alone. What weight should this message have?',
      'Divide by the sum over all senders of the node.',
    ],
    solution: notNormalised,
  },
  {
    id: 'MP15',
    name: 'withoutMaximum',
    sameAs: 'a softmax that does not subtract the largest score first',
    hints: [
      'What is Math.exp(1000)? And Infinity divided by Infinity?',
      'Which number can you subtract from all scores of a node without changing the weights?',
      'Subtract the largest score among the node’s senders before exp.',
    ],
    solution: withoutMaximum,
  },
  {
    id: 'MP16',
    name: 'bestSenderOnly',
    sameAs: 'a round in which each node hears its best sender only',
    hints: [
      'Two senders fit almost equally well. What should the message be near?',
      'Every sender counts with its weight: use the softmax, not the maximum.',
    ],
    solution: bestSenderOnly,
  },
  {
    id: 'MP17',
    name: 'notScaled',
    sameAs: 'scores without the division by √dHead',
    hints: [
      'Do your numbers fit where dHead is 1?',
      'Divide every score by √dHead before the softmax.',
    ],
    solution: notScaled,
  },
  {
    id: 'MP18',
    name: 'scaledByNodeWidth',
    sameAs: 'scores divided by √D, the width of a node',
    hints: [
      'How many products does q · k add up?',
      'The scale belongs to queries and keys: √dHead, the number of rows of wq.',
    ],
    solution: scaledByNodeWidth,
  },
  {
    id: 'MP19',
    name: 'queryAndKeyExchanged',
    sameAs: 'scores of the sender’s query with the receiver’s key',
    hints: [
      'Who asks: the node that hears or the node that tells?',
      'The receiver brings its query, the sender its key: q_i · k_j for the edge j → i.',
    ],
    solution: queryAndKeyExchanged,
  },
  {
    id: 'MP20',
    name: 'valueTransposed',
    sameAs: 'values that read wv as [in, out]',
    hints: [
      'wv is square, so nothing crashes. Which index of it is the output?',
      'Weights are [out, in]: v[d] is the product of row d of wv with x.',
    ],
    solution: valueTransposed,
  },
  {
    id: 'MP21',
    name: 'nodesTold',
    sameAs: 'messages that are the nodes themselves, not their values',
    hints: [
      'Which parameter does your function never read?',
      'A node does not hand over its private vector. What does it tell instead?',
      'The message of j is v_j = wv x_j.',
    ],
    solution: nodesTold,
  },
  {
    id: 'MP22',
    name: 'ownValueTold',
    sameAs: 'messages made of the receiver’s own value',
    hints: [
      'Change the vector of a sender. Does the message change, or only its weight?',
      'Whose value travels along the edge j → i?',
      'The sender tells: v_j, not v_i.',
    ],
    solution: ownValueTold,
  },
  {
    id: 'MP23',
    name: 'ownVectorLost',
    sameAs: 'nodes that are replaced by what they hear',
    hints: [
      'If all values are zero, what should be left of a node? What is left in your code?',
      'What a node hears is added to what it knows.',
    ],
    solution: ownVectorLost,
  },
  {
    id: 'MP24',
    name: 'aloneBecomesZero',
    sameAs: 'a round in which a node without senders loses its vector',
    hints: [
      'What does a node know after a round in which nobody spoke to it?',
      'An empty sum is 0, and 0 is added to the vector: it stays as it is.',
    ],
    solution: aloneBecomesZero,
  },
  {
    id: 'MP25',
    name: 'aloneBecomesNaN',
    sameAs: 'a round in which a node without senders becomes NaN',
    hints: [
      'Which nodes come out as NaN? How many edges lead to them?',
      'What is 0 divided by 0, or -Infinity minus -Infinity?',
      'Ask first whether a node has senders. Without any it keeps its vector.',
    ],
    solution: aloneBecomesNaN,
  },
  {
    id: 'MP26',
    name: 'updatedInTurn',
    sameAs: 'a round in which later nodes already hear the new vectors of earlier ones',
    hints: [
      'Is node 0 right, and do later nodes go wrong?',
      'When node 2 listens to node 0: is it to the old node 0 or the new one?',
      'Compute all messages from the old vectors, and only then add them.',
    ],
    solution: updatedInTurn,
  },
  {
    id: 'MP27',
    name: 'updatesOutOfStep',
    sameAs: 'updates that slip to the wrong nodes after a node that has none',
    hints: [
      'Are the nodes right up to the first one that hears nobody?',
      'You skip nodes without senders. How long is your list of updates then?',
      'Keep one update per node: zeros, where there is nothing to hear.',
    ],
    solution: updatesOutOfStep,
  },
] satisfies readonly Misconception[]
