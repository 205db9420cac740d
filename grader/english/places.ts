/** English for axes and positions along them: "token 3", "tokens 0 to 2", "dv = 3". */

/** One of what an axis counts: "tokens" → "token", "queries" → "query", "batch" → "batch". */
export function singular(axisName: string): string {
  if (/ies$/.test(axisName)) return axisName.replace(/ies$/, 'y')
  if (/(ss|x|ch)es$/.test(axisName)) return axisName.replace(/es$/, '')
  return /[^s]s$/.test(axisName) ? axisName.slice(0, -1) : axisName
}

/** "token 3"; for a symbol, "dv = 3". */
export function placeAlong(axisName: string, position: number | string): string {
  return isWord(axisName) ? `${singular(axisName)} ${position}` : `${axisName} = ${position}`
}

/** "token 0, channel 2". */
export function placeOf(axes: readonly string[], index: readonly number[]): string {
  return index.map((position, axis) => placeAlong(axes[axis] as string, position)).join(', ')
}

/** "the last token" where that says more than a number, else "token 0", "tokens 0 to 2", "tokens 1, 3 and 4". */
export function placesAlong(axisName: string, positions: readonly number[], size: number): string {
  const [first, last] = [positions[0] as number, positions.at(-1) as number]
  if (positions.length === 1 && first === size - 1 && isWord(axisName)) {
    return `the last ${singular(axisName)}`
  }
  const consecutive = positions.length > 2 && last - first === positions.length - 1
  const numbers = consecutive ? `${first} to ${last}` : listed(positions.map(String), 8)
  if (positions.length === 1) return placeAlong(axisName, numbers)
  return isWord(axisName) ? `${axisName} ${numbers}` : `${axisName} = ${numbers}`
}

/** "a", "a and b", "a, b and c"; from `most` on "a, b and 7 more". */
export function listed(items: readonly string[], most = Infinity): string {
  const shown =
    items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items
  if (shown.length < 2) return shown.join('')
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

function isWord(axisName: string): boolean {
  return /^[a-z]{3,}$/.test(axisName)
}
