// expect: timeLimit
//
// Beyond the list: burns at load time, before the function is called. Loading counts in the time of the call.
while (true) {}

export function softmax(scores: number[][]): number[][] {
  return scores
}
