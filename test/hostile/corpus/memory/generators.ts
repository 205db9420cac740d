// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: generators that stand still in the middle, each with what it was doing.
function* holding(size: number): Generator<number> {
  const values = new Array<number>(size).fill(1.5)
  yield size
  yield values.length
}

export function logMel(scores: number[][]): number[][] {
  const kept: unknown[] = []
  for (;;) {
    const one = holding(50_000)
    one.next()
    kept.push(one)
  }
}
