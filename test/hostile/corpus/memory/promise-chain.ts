// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: promises that each wait for the next one, and none may go as long as the first waits.
export function logMel(scores: number[][]): number[][] {
  const next = (): Promise<unknown> => {
    const values = new Array<number>(50_000).fill(1.5)
    return Promise.resolve(values).then(() => next().then(() => values))
  }
  void next()
  return scores
}
