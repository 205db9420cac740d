// expect: threw
declare const require: (name: string) => { readFileSync(path: string): Uint8Array }
export function solve(x: number[]) {
  return [require('fs').readFileSync('/etc/passwd').length]
}
