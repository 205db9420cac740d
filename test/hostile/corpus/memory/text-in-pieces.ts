// expect: memoryLimit
// exercise: log-mel
//
// H79. A text that doubles, then all its letters: this once took the whole process with it.
export function logMel(scores: number[][]): number[][] {
  let text = 'abcdefgh'
  while (text.length < 2 ** 28) text += text
  return [text.split('').map(Number)]
}
