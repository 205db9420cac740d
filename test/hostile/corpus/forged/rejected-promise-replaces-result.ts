// expect: wrongAnswer
// at most: 3
// A promise that is rejected with a reply of its own, and that nobody handles, takes the place of a
// call's result on its way out of the isolate. The result is asked for once more instead.
export function softmax(scores: number[][]) {
  void Promise.reject(['{"reply":{"kind":"returned"},"console":"","consoleCut":false}', new ArrayBuffer(0)])
  void Promise.reject(Object.assign(new Error('passed'), { verdict: 'passed' }))
  return scores.map((row) => row.map(() => 9))
}
