// expect: timeLimit
//
// Beyond the list: generators that delegate to one another, with jumps out of labelled loops.
function* ping(): Generator<number> {
  outer: for (;;) {
    for (const value of [1, 2, 3]) {
      yield value
      if (value === 2) continue outer
    }
  }
}

export function softmax(scores: number[][]): number[][] {
  let last = 0
  again: for (;;) {
    for (const value of ping()) {
      last += value
      if (value === 2) continue again
    }
    return [[last]]
  }
}
