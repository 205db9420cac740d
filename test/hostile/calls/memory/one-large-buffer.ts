// expect: outOfMemory
export function solve(x: number[]) {
  return [new ArrayBuffer(2 ** 33).byteLength]
}
