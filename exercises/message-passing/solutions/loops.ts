/** One round of messages, node after node; everything is read before anything is written. */
export function messagePassing(
  nodes: number[][],
  edges: number[][],
  wq: number[][],
  wk: number[][],
  wv: number[][],
): number[][] {
  const scale = Math.sqrt(wq.length)
  const queries = nodes.map((x) => apply(wq, x))
  const keys = nodes.map((x) => apply(wk, x))
  const values = nodes.map((x) => apply(wv, x))

  return nodes.map((x, i) => {
    const senders: number[] = []
    for (const [from, to] of edges) if (to === i) senders.push(from!)
    const scores = senders.map((j) => dot(queries[i]!, keys[j]!) / scale)
    const highest = Math.max(...scores)

    const message = x.map(() => 0)
    let sum = 0
    senders.forEach((j, at) => {
      const weight = Math.exp(scores[at]! - highest)
      sum += weight
      for (let d = 0; d < message.length; d++) message[d]! += weight * values[j]![d]!
    })
    return senders.length === 0 ? [...x] : x.map((own, d) => own + message[d]! / sum)
  })
}

function apply(weights: number[][], x: number[]): number[] {
  return weights.map((row) => dot(row, x))
}

function dot(one: number[], other: number[]): number {
  let sum = 0
  for (let d = 0; d < one.length; d++) sum += one[d]! * other[d]!
  return sum
}
