/** English for axes and positions along them: "token 3", "tokens 0 to 2", "step = 3". */

/** What the axes of the course count, where their names do not say it. */
const symbols: Readonly<Record<string, string>> = {
  B: 'items',
  T: 'tokens',
  S: 'keys',
  H: 'heads',
  C: 'channels',
  dHead: 'channels',
  dV: 'channels',
  dModel: 'channels',
  vocab: 'logits',
}

/** What an axis counts: "tokens" for T; a name that is no word stays as it is. */
export function plural(axisName: string): string {
  return symbols[axisName] ?? axisName
}

/** One of what an axis counts: "tokens" → "token", "queries" → "query", "batch" → "batch". */
export function singular(axisName: string): string {
  const name = plural(axisName)
  if (name.endsWith('ies')) return name.replace(/ies$/, 'y')
  if (/(ss|x|ch)es$/.test(name)) return name.replace(/es$/, '')
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name
}

/** "token 3"; where the axis has no word for what it counts, "axis 0 = 3". */
export function placeAlong(axisName: string, position: number | string): string {
  return isWord(axisName) ? `${singular(axisName)} ${position}` : `${axisName} = ${position}`
}

/** "token 0, channel 2". */
export function placeOf(axes: readonly string[], index: readonly number[]): string {
  return index.map((position, axis) => placeAlong(axes[axis] as string, position)).join(', ')
}

/** "the last token" where that says more than its number; else "token 0", "tokens 0 to 2", "tokens 1, 3 and 4". */
export function placesAlong(axisName: string, positions: readonly number[], size: number): string {
  const [first, last] = [positions[0] as number, positions.at(-1) as number]
  if (positions.length === 1 && first === size - 1 && size > 2 && isWord(axisName)) {
    return `the last ${singular(axisName)}`
  }
  const consecutive = positions.length > 2 && last - first === positions.length - 1
  const numbers = consecutive ? `${first} to ${last}` : listed(positions.map(String), 8)
  if (positions.length === 1) return placeAlong(axisName, numbers)
  return isWord(axisName) ? `${plural(axisName)} ${numbers}` : `${axisName} = ${numbers}`
}

/** "a", "a and b", "a, b and c"; beyond `most`, "a, b and 7 more". */
export function listed(items: readonly string[], most = Infinity): string {
  const shown =
    items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items
  if (shown.length < 2) return shown.join('')
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** "an int32 tensor", "a tensor". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}

/** "the first sentence" → "The first sentence". */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

function isWord(axisName: string): boolean {
  return /^[a-z]{3,}$/.test(plural(axisName))
}
