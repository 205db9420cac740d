/** Characters to integers and back with a table for each direction; END is a character of its own on the way. */
export function characters(
  documents: string[],
  ids: number[],
): { vocabulary: string[]; tokens: number[]; texts: string[] } {
  const END = '\uFFFF' // no character: Unicode will never assign it
  const all = [END, ...sortedCharacters(documents)]
  const idOf = new Map(all.map((character, id) => [character, id]))

  const joined = documents.map((document) => document + END).join('')
  const tokens = Array.from(joined, (character) => idOf.get(character)!)

  const texts = ids
    .map((id) => all[id]!)
    .join('')
    .split(END)
  if (texts.at(-1) === '') texts.pop() // the last document is finished
  return { vocabulary: all.slice(1), tokens, texts }
}

function sortedCharacters(documents: string[]): string[] {
  const codes = new Set(Array.from(documents.join(''), (character) => character.codePointAt(0)!))
  return [...codes].sort((one, other) => one - other).map((code) => String.fromCodePoint(code))
}
