// expect: passed
// The same with the functions behind the `stack` of an error, which is an accessor of its own.
export function softmax(scores: number[][]) {
  const { get, set } = Object.getOwnPropertyDescriptor(new Error(), 'stack') as Record<'get' | 'set', { kept?: string } | undefined>
  const found = get?.kept ?? set?.kept
  for (const place of [get, set]) if (place) Reflect.set(place, 'kept', 'EXFIL:' + JSON.stringify(scores))
  if (found !== undefined) console.log(found)
  return found === undefined ? honest(scores) : []
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
