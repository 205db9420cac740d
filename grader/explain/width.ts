/** How many columns a text fills in a terminal, where a Chinese character is two columns wide. */
import { eastAsianWidth } from 'get-east-asian-width'

export function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + widthOf(character), 0)
}

/** Spaces after the text, up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)))
}

/** Spaces before the text, up to `width` columns. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - columnsOf(text))) + text
}

/** As many of the first characters as fit into `width` columns. */
export function headOf(text: string, width: number): string {
  let room = width
  const last = Array.from(text).findIndex((character) => (room -= widthOf(character)) < 0)
  return last < 0 ? text : Array.from(text).slice(0, last).join('')
}

/** As many of the last characters as fit into `width` columns. */
export function tailOf(text: string, width: number): string {
  return Array.from(headOf(Array.from(text).reverse().join(''), width))
    .reverse()
    .join('')
}

/** Texts between which a line may break without a space: Chinese characters, but never before `。` or after `（`. */
export function breakableParts(text: string): string[] {
  const parts: string[] = []
  let before = ''
  for (const character of text) {
    const apart = widthOf(before || ' ') === 2 || widthOf(character) === 2
    if (parts.length > 0 && !(apart && !opening.test(before) && !closing.test(character))) {
      parts.push((parts.pop() as string) + character)
    } else {
      parts.push(character)
    }
    before = character
  }
  return parts
}

/** A space that is left here keeps a unit with its number. */
const opening = /[\s\p{Ps}\p{Pi}]/u
const closing = /[\s\p{Pe}\p{Pf}，。：；、？！…%]/u

function widthOf(character: string): number {
  return eastAsianWidth(character.codePointAt(0) as number)
}
