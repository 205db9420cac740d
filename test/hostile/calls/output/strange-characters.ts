// expect: threw
export function solve(x: number[]) {
  console.log('\u0000\uD800 \u001b[31m \u202e')
  throw new Error('\u0000\uD800 \u001b[31m \u202e')
}
