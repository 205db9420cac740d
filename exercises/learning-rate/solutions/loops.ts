interface Schedule {
  maximum: number
  minimum: number
  warmup: number
  total: number
}

/** The learning rate of one step after the other. */
export function learningRate(
  steps: number[],
  { maximum, minimum, warmup, total }: Schedule,
): number[] {
  const rates: number[] = []
  for (const t of steps) {
    if (t < warmup) {
      rates.push((maximum * t) / warmup)
    } else if (t < total) {
      const progress = (t - warmup) / (total - warmup)
      rates.push(minimum + ((maximum - minimum) * (1 + Math.cos(Math.PI * progress))) / 2)
    } else {
      rates.push(minimum)
    }
  }
  return rates
}
