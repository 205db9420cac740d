// expect: compileError
// H4. `import()` of a name that stands in the text is found by the compiler, as an import at the top is.
export async function softmax(scores: number[][]) {
  const files = await import('node:fs')
  return [[files.readFileSync('/etc/passwd').length]]
}
