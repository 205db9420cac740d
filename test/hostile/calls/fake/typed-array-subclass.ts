// expect: returned
export function solve(x: number[]) {
  class Short extends Float64Array {
    override get length() {
      return 1
    }
  }
  return new Short(x)
}
