/** Cross-entropy from how far every other class is ahead of the right one: log Σ exp(l[v] − l[target]). */
export function crossEntropy(logits: number[][], targets: number[], ignore: number): number {
  const losses = logits.flatMap((row, n) => {
    const target = targets[n]!
    if (target === ignore) return []
    const margins = row.map((logit) => logit - row[target]!)
    const largest = Math.max(...margins)
    const sum = margins.reduce((soFar, margin) => soFar + Math.exp(margin - largest), 0)
    return [largest + Math.log(sum)]
  })
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length)
}
