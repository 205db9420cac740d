// expect: wrongAnswer
// at most: 3
// Carries texts that would end a wrapper, a comment or a script, were the file pasted into one as text.
export function softmax(scores: number[][]) {
  const text = '*/ }) </script> \u2028 }) //# sourceURL=guest.js \n}); exports.softmax = () => 1; ({'
  return scores.map((row) => row.map(() => text.length))
}
//# sourceURL=guest.js
//# sourceMappingURL=data:application/json;base64,e30=
