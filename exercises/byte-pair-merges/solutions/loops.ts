/** Byte-pair merges with nothing but loops: each pair is counted anew at every place. */
export function bytePairMerges(
  text: number[],
  nMerges: number,
  sample: number[],
): { merges: number[][]; tokens: number[] } {
  const merges: number[][] = []
  let ids = text
  for (let k = 0; k < nMerges; k++) {
    let bestAt = -1
    let most = 1
    for (let at = 0; at + 1 < ids.length; at++) {
      const count = countOf(ids, ids[at]!, ids[at + 1]!)
      if (count > most) {
        most = count
        bestAt = at
      }
    }
    if (bestAt < 0) break
    const [left, right] = [ids[bestAt]!, ids[bestAt + 1]!]
    merges.push([left, right])
    ids = replaced(ids, left, right, 256 + k)
  }
  let tokens = sample
  for (const [k, [left, right]] of merges.entries()) {
    tokens = replaced(tokens, left!, right!, 256 + k)
  }
  return { merges, tokens: [...tokens] }
}

function countOf(ids: number[], left: number, right: number): number {
  let count = 0
  for (let at = 0; at + 1 < ids.length; at++) {
    if (ids[at] === left && ids[at + 1] === right) count++
  }
  return count
}

function replaced(ids: number[], left: number, right: number, id: number): number[] {
  const shorter: number[] = []
  let at = 0
  while (at < ids.length) {
    if (ids[at] === left && ids[at + 1] === right) {
      shorter.push(id)
      at += 2
    } else {
      shorter.push(ids[at]!)
      at += 1
    }
  }
  return shorter
}
