// expect: timeLimit
//
// H53. A `for…of` that is left closes its generator, whose `finally` never comes to an end.
function* values(): Generator<number> {
  try {
    yield 1
  } finally {
    for (;;) {}
  }
}

export function softmax(scores: number[][]): number[][] {
  for (const value of values()) if (value === 1) break
  return scores
}
