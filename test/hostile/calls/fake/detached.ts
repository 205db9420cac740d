// expect: threw
export function solve(x: number[]) {
  const values = new Float64Array(x)
  ;(values.buffer as unknown as { transfer(): void }).transfer()
  return values
}
