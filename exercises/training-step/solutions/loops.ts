/** Steps of gradient descent, one token at a time. */
export function trainingSteps(
  W: number[][],
  b: number[],
  ids: number[][][],
  targets: number[][][],
  learningRate: number,
  maxNorm: number | null,
): { W: number[][]; b: number[]; losses: number[] } {
  const weights = W.map((row) => [...row])
  const biases = [...b]
  const losses = ids.map((microBatches, s) => {
    const n = targets[s]!.flat().filter((target) => target !== -1).length
    const dW = weights.map((row) => row.map(() => 0))
    const db = biases.map(() => 0)
    let loss = 0
    microBatches.forEach((tokens, k) =>
      tokens.forEach((id, at) => {
        const target = targets[s]![k]![at]!
        if (target === -1) return
        const p = softmax(weights[id]!.map((weight, v) => weight + biases[v]!))
        loss -= Math.log(p[target]!) / n
        p.forEach((probability, v) => {
          const slope = (probability - (v === target ? 1 : 0)) / n
          dW[id]![v]! += slope
          db[v]! += slope
        })
      }),
    )
    const norm = Math.hypot(...dW.flat(), ...db)
    const pace = learningRate * (maxNorm !== null && norm > maxNorm ? maxNorm / norm : 1)
    dW.forEach((row, id) => row.forEach((slope, v) => (weights[id]![v]! -= pace * slope)))
    db.forEach((slope, v) => (biases[v]! -= pace * slope))
    return loss
  })
  return { W: weights, b: biases, losses }
}

function softmax(logits: number[]): number[] {
  const highest = Math.max(...logits)
  const exponentials = logits.map((logit) => Math.exp(logit - highest))
  const sum = exponentials.reduce((total, exponential) => total + exponential, 0)
  return exponentials.map((exponential) => exponential / sum)
}
