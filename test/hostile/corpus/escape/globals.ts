// expect: passed
// H2. Lists the globals. The list itself is compared with a committed one in test/grader/globals.test.ts;
// here it only has to lead nowhere.
export function softmax(scores: number[][]) {
  const names = Object.getOwnPropertyNames(globalThis)
  console.log(names.join(' '))
  const world = globalThis as unknown as Record<string, unknown>
  const ways = ['process', 'require', 'Buffer', 'global', 'self', 'window', 'Deno', 'Bun', 'ivm', 'isolate']
  return ways.some((name) => world[name] !== undefined) ? [] : honest(scores)
}

function honest(scores: number[][]): number[][] {
  return scores.map((row) => {
    const highest = Math.max(...row)
    const powers = row.map((score) => Math.exp(score - highest))
    const sum = powers.reduce((total, power) => total + power, 0)
    return powers.map((power) => power / sum)
  })
}
