// expect: timeLimit
//
// Beyond the list: each evaluation makes a template object that lives as long as its code.
export function softmax(scores: number[][]): number[][] {
  const count = (parts: TemplateStringsArray): number => parts.raw.length
  let sum = 0
  for (let i = 0; ; i++) sum += (0, eval)('(tag) => tag`a${1}b${' + i + '}c`')(count)
}
