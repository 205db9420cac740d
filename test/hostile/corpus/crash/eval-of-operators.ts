// expect: runtimeError
//
// H86, other ways to be deep: each of these once overflowed a stack in some engine. All end as errors of eval.
export function softmax(scores: number[][]): number[][] {
  const n = 5e4
  const towers = ['[', '{a:', '!', 'new ', '`${', 'if(1)', '-', '(x)=>', 'f(', 'a=', 'await ', 'typeof ']
  let refused = 0
  for (const tower of towers) {
    try {
      ;(0, eval)(tower.repeat(n))
    } catch {
      refused++
    }
  }
  throw new Error(`${refused} of ${towers.length} are refused`)
}
