// expect: outOfMemory
export function solve(x: number[]) {
  return ['\uFDFA'.repeat(2 ** 24).normalize('NFKD').length]
}
