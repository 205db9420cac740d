// expect: misfit
export async function solve(x: number[]) {
  const name = ['node', 'fs'].join(':')
  const files = (await import(name)) as { readFileSync(path: string): Uint8Array }
  return [files.readFileSync('/etc/passwd').length]
}
