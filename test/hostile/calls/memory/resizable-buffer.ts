// expect: threw
export function solve(x: number[]) {
  const buffer = new ArrayBuffer(1, { maxByteLength: 2 ** 32 })
  ;(buffer as unknown as { resize(n: number): void }).resize(2 ** 31)
  return [new Uint8Array(buffer).fill(1).length]
}
