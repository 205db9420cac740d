// expect: badOutput
//
// H92, where the grader names what it found: the fields of an object that is no array.
export function softmax(scores: number[][]): unknown {
  return { '\0\uD800': 1, '\u001b[31m': 2, '\u202eevil': 3, ['x'.repeat(2 ** 20)]: 4 }
}
