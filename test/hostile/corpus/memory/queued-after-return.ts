// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: returns at once; what it has queued fills the memory before anybody else comes.
export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  const again = (): void => {
    kept.push(new Uint8Array(2 ** 20).fill(1))
    void Promise.resolve().then(again)
  }
  again()
  return scores
}
