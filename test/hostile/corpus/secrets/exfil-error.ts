// expect: runtimeError
// H15. Throws its inputs. The message of a hidden case is not shown, only that it threw, and where.
// In two parts: the report quotes the student's own line, and what is searched for is what was stolen.
const mark = 'EXFIL' + ':'
export function softmax(scores: number[][]): number[][] {
  throw new Error(mark + JSON.stringify(scores))
}
