// expect: threw
export function solve(x: number[]) {
  void fetch('http://169.254.169.254/')
  return x
}
