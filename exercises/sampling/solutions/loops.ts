interface Settings {
  temperature: number
  topK: number
  topP: number
}

/** One token per row, found by walking through the sorted tokens. */
export function sample(
  logits: number[][],
  { temperature, topK, topP }: Settings,
  uniforms: number[],
): number[] {
  return logits.map((row, b) => {
    const ids = row.map((_, id) => id)
    ids.sort((one, other) => row[other]! - row[one]! || one - other)
    if (temperature === 0) return ids[0]!

    const likely = ids.slice(0, topK)
    const highest = row[ids[0]!]!
    const weights = likely.map((id) => Math.exp((row[id]! - highest) / temperature))
    let total = 0
    for (const weight of weights) total += weight

    let mass = 0
    let kept = 0
    while (kept < likely.length && mass < topP) mass += weights[kept++]! / total

    let sum = 0
    for (let place = 0; place < kept; place++) {
      sum += weights[place]! / total / mass
      if (sum > uniforms[b]!) return likely[place]!
    }
    return likely[kept - 1]! // rounding may keep the sum just below 1
  })
}
