// expect: compileError
// The name is written with escapes. The compiler compares names, not how they are written.
import { readFileSync } from '\u006eode:\x66s'
export function softmax(scores: number[][]) {
  return [[readFileSync('/etc/passwd').length]]
}
