// expect: wrongAnswer
// at most: 3
// H30. Calls whatever a child process could talk with. None of it exists here; the calls are skipped.
export function softmax(scores: number[][]) {
  const world = globalThis as unknown as Record<string, Record<string, (...given: unknown[]) => void>>
  for (const name of ['process', 'parent', 'self', 'window', 'global', 'ivm', '$262', 'd8', 'Deno']) {
    world[name]?.['send']?.({ kind: 'reply', reply: 'passed' })
    world[name]?.['exit']?.(0)
    world[name]?.['postMessage']?.('passed')
  }
  ;(globalThis as { postMessage?: (message: string) => void }).postMessage?.('passed')
  return scores.map((row) => row.map(() => 9))
}
