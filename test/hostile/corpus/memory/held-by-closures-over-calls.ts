// expect: memoryLimit
// exercise: log-mel
//
// Beyond the list: a little more with every call, hung on a built-in prototype. The realm is thrown away
// after each, and the memory with it; so the next call must find none of it, and this one must do it alone.
const kept: unknown[] = []
;(Array.prototype as unknown as { kept?: unknown[] }).kept ??= kept
export function logMel(scores: number[][]): number[][] {
  const { kept } = Array.prototype as unknown as { kept: unknown[] }
  if (kept.length > 0) return []
  for (;;) kept.push(() => new Uint8Array(2 ** 20).fill(1), new Uint8Array(2 ** 20).fill(1))
}
