/** A place in a file that a sentence names: "cases.ts" or "cases.ts:12". */
export interface Place {
  readonly text: string
  readonly path: string
  /** From 1; null where the whole file is meant. */
  readonly line: number | null
}

const named = /((?:solutions\/)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:ts|md|txt))(?::(\d+))?/g

/** The sentence in parts: what names one of `paths`, and the text in between. */
export function placesIn(sentence: string, paths: readonly string[]): (string | Place)[] {
  const parts: (string | Place)[] = []
  let end = 0
  for (const match of sentence.matchAll(named)) {
    const [text, path, line] = match
    if (path === undefined || !paths.includes(path)) continue
    parts.push(sentence.slice(end, match.index), {
      ...{ text, path },
      line: line === undefined ? null : Number(line),
    })
    end = match.index + text.length
  }
  return [...parts, sentence.slice(end)].filter((part) => part !== '')
}
