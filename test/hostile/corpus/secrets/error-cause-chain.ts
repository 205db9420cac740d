// expect: runtimeError
// An error whose causes go in a circle, with inputs in each, in an AggregateError: only its own name, message
// and place are read, and in a hidden case not even its message is shown.
// In two parts: the report quotes the student's own line, and what is searched for is what was stolen.
const mark = 'EXFIL' + ':'
export function softmax(scores: number[][]): number[][] {
  const inner = new Error(mark + JSON.stringify(scores))
  const outer = new AggregateError([inner], mark + JSON.stringify(scores), { cause: inner })
  inner.cause = outer
  throw outer
}
