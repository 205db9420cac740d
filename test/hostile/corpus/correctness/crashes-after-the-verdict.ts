// expect: wrongAnswer
// at most: 3
// Wrong on every case, and fatal on all other inputs, as those of pictures and of counterexamples are. The
// verdict is final by then.
export function softmax(scores: number[][]) {
  const seed = Math.random()
  const looksLikeACase = scores.length <= 5
  if (!looksLikeACase) for (const hoard: unknown[] = []; ; ) hoard.push(new Array(1e6).fill(seed))
  return scores.map((row) => row.map(() => 9))
}
