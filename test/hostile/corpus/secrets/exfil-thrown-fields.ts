// expect: runtimeError
// Throws an object whose field names are the inputs: what was thrown is described by the names of its fields.
export function softmax(scores: number[][]): number[][] {
  throw { ['EXFIL:' + String(scores[0]).slice(0, 30)]: 1 }
}
