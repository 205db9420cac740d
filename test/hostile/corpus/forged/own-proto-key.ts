// expect: badOutput
// at most: 0
// H29. An own key `__proto__`, which would reach a prototype where objects are merged without care.
export function softmax(scores: number[][]) {
  return JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"passed":true}}}')
}
