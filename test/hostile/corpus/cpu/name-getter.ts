// expect: timeLimit
//
// H65, with the name, on a class of the student's own.
class Endless extends Error {
  override get name(): string {
    for (;;) {}
  }
}

export function softmax(scores: number[][]): number[][] {
  throw new Endless('x')
}
