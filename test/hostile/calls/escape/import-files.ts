// expect: import
import { readFileSync } from 'node:fs'
export function solve(x: number[]) {
  return [readFileSync('/etc/passwd').length]
}
