// expect: badOutput
//
// Beyond the list: promises that fail and that nobody handles end a Node process, in a child that does not take
// care. Here they end nothing; the result is looked at as it is.
export function softmax(scores: number[][]): unknown {
  for (let i = 0; i < 1000; i++) void Promise.reject(i % 2 ? new Error('x') : null)
  return Promise.reject(new Error('y'))
}
