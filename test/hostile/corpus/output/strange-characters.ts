// expect: runtimeError
//
// H92. Halves of letters, zeros, commands for terminals, and writing that turns round: printed, thrown, and as the
// name of the error. PostgreSQL takes none of the first two; a terminal must get none of the third.
const strange = '\uD800 \uDC00\uD800 \0 \u001b[2J\u001b]0;owned\u0007 \u009b31m \u202e \u2066 \u200f \ufeff \r\n\b \u0085'
export function softmax(scores: number[][]): number[][] {
  console.log(strange, [strange], { [strange]: strange })
  const error = new Error(strange)
  error.name = strange
  throw error
}
