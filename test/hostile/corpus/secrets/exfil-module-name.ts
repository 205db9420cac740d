// expect: runtimeError
// The inputs as the name of a module that cannot be found: the message repeats the name.
// In two parts: the report quotes the student's own line, and what is searched for is what was stolen.
const mark = 'EXFIL' + ':'
declare const require: (name: string) => unknown
export function softmax(scores: number[][]) {
  return require(mark + JSON.stringify(scores))
}
