// expect: returned
export function solve(x: number[]) {
  const statics = RegExp as unknown as { $1: string; input: string; lastMatch: string }
  const clean = statics.$1 === '' && !statics.input.includes('kept')
  ;/(kept)/.exec('kept')
  return clean ? x : []
}
