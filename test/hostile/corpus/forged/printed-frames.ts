// expect: wrongAnswer
// at most: 3
// Prints the bytes of a whole frame, as a child writes them to its grader, with a right result inside.
// Printed text never touches the pipe by itself: it travels inside of the reply, as a string.
export function softmax(scores: number[][]) {
  const header = JSON.stringify({ kind: 'reply', reply: '{"console":"","consoleCut":false}' })
  const length = String.fromCharCode(header.length & 255, header.length >> 8, 0, 0)
  for (let frame = 0; frame < 100; frame++) console.log(length + '\0\0\0\0' + header)
  return scores.map((row) => row.map(() => 9))
}
