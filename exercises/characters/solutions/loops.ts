const END = 0

/** Characters to integers and back, one at a time. */
export function characters(
  documents: string[],
  ids: number[],
): { vocabulary: string[]; tokens: number[]; texts: string[] } {
  const vocabulary: string[] = []
  for (const document of documents) {
    for (const character of document) {
      if (!vocabulary.includes(character)) vocabulary.push(character)
    }
  }
  vocabulary.sort((one, other) => one.codePointAt(0)! - other.codePointAt(0)!)

  const tokens: number[] = []
  for (const document of documents) {
    for (const character of document) tokens.push(vocabulary.indexOf(character) + 1)
    tokens.push(END)
  }

  const texts: string[] = []
  let text = ''
  let isOpen = false
  for (const id of ids) {
    if (id === END) {
      texts.push(text)
      text = ''
      isOpen = false
    } else {
      text += vocabulary[id - 1]!
      isOpen = true
    }
  }
  if (isOpen) texts.push(text)
  return { vocabulary, tokens, texts }
}
