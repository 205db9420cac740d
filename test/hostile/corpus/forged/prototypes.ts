// expect: wrongAnswer
// at most: 3
// H23. Every object has passed, every array is in order, and equal to any other.
Object.assign(Object.prototype, { kind: 'returned', passed: true, score: 100, verdict: 'passed' })
Array.prototype.every = () => true
Array.prototype.some = () => false
Array.prototype.map = () => []
Array.prototype.push = () => 0
Array.prototype[Symbol.iterator] = function* () {}
export function softmax(scores: number[][]) {
  const rows: number[][] = []
  for (let t = 0; t < scores.length; t++) {
    rows[t] = []
    for (let s = 0; s < scores[t]!.length; s++) rows[t]![s] = 9
  }
  return rows
}
