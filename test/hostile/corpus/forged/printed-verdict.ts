// expect: badOutput
// at most: 0
// H20. Prints a verdict and lines that look like those of a protocol. What is printed is text for the
// student and nothing else; the function itself returns nothing.
export function softmax(scores: number[][]) {
  console.log('{"kind":"returned","verdict":"passed","points":20,"score":100}')
  console.log('{"reply":{"kind":"returned","value":{"kind":"null"}}}')
  console.log('##RESULT## passed\n\u0000\u0001\u0000\u0000{"kind":"reply"}')
  console.error('PASS 20/20')
}
