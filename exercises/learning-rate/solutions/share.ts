interface Schedule {
  maximum: number
  minimum: number
  warmup: number
  total: number
}

/** The learning rate as a mixture: a share cos²(π/2 · progress) of the maximum, and the rest of the minimum. */
export function learningRate(steps: number[], schedule: Schedule): number[] {
  const { maximum, minimum, warmup, total } = schedule
  return steps.map((t) => {
    if (t < warmup) return maximum * (t / warmup)
    const left = Math.max(0, total - t) // steps until the minimum
    const share = left === 0 ? 0 : Math.sin(((Math.PI / 2) * left) / (total - warmup)) ** 2
    return share * maximum + (1 - share) * minimum
  })
}
