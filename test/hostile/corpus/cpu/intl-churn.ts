// expect: runtimeError
//
// H69. Formatters held memory that V8 does not count. They know what time it is, too, and are gone.
export function softmax(scores: number[][]): number[][] {
  for (let i = 0; ; i++) new Intl.DateTimeFormat('en', { timeZone: 'Asia/Tokyo' }).format(i)
}
