/** Cross-entropy, one number at a time. */
export function crossEntropy(logits: number[][], targets: number[], ignore: number): number {
  let total = 0
  let kept = 0
  for (const [n, row] of logits.entries()) {
    const target = targets[n]!
    if (target === ignore) continue
    let highest = -Infinity
    for (const logit of row) highest = Math.max(highest, logit)
    let sum = 0
    for (const logit of row) sum += Math.exp(logit - highest)
    total += Math.log(sum) + highest - row[target]!
    kept++
  }
  return kept === 0 ? 0 : total / kept
}
