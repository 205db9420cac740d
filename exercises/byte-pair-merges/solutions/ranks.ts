/**
 * Byte-pair merges as GPT-2's tokenizer applies them: as long as any neighbours are a known pair, the
 * pair that was learned first is merged. That comes to the same as one merge after the other.
 */
export function bytePairMerges(
  text: number[],
  nMerges: number,
  sample: number[],
): { merges: number[][]; tokens: number[] } {
  const ranks = new Map<string, number>() // from a pair to its place among the merges
  let ids = text.slice()
  while (ranks.size < nMerges) {
    const counts = new Map<string, number>()
    for (const pair of pairsOf(ids)) counts.set(pair, (counts.get(pair) ?? 0) + 1)
    const [best] = [...counts].sort(([, one], [, other]) => other - one) // a stable sort: ties keep their order
    if (!best || best[1] < 2) break
    ids = merged(ids, best[0], 256 + ranks.size)
    ranks.set(best[0], ranks.size)
  }

  let tokens = sample.slice()
  for (;;) {
    const known = pairsOf(tokens).flatMap((pair) => ranks.get(pair) ?? [])
    if (known.length === 0) break
    const rank = Math.min(...known)
    tokens = merged(tokens, [...ranks.keys()][rank]!, 256 + rank)
  }
  return { merges: [...ranks.keys()].map((pair) => pair.split(' ').map(Number)), tokens }
}

function pairsOf(ids: number[]): string[] {
  return ids.slice(1).map((right, at) => `${ids[at]!} ${right}`)
}

function merged(ids: number[], pair: string, id: number): number[] {
  const result: number[] = []
  for (const next of ids) {
    const isPair = result.length > 0 && `${result.at(-1)!} ${next}` === pair
    if (isPair) result.pop()
    result.push(isPair ? id : next)
  }
  return result
}
