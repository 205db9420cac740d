// expect: threw
export function solve(x: number[]) {
  const process = x.constructor.constructor('return process')() as { env: object }
  return [Object.keys(process.env).length]
}
