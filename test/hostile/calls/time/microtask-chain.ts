// expect: timedOut or outOfMemory
export function solve(x: number[]) {
  const again = (): Promise<void> => Promise.resolve().then(again)
  void again()
  return x
}
