// expect: returned
export function solve(x: number[]) {
  const megabyte = 'x'.repeat(2 ** 20)
  for (let i = 0; i < 512; i++) console.log(megabyte)
  return x
}
