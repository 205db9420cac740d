/** Text that a student controls, made safe to print: a terminal or a log must not obey it. */

/** Control characters, those that turn the direction of text round or hide in it, and what is no character at all. */
const active = /[\p{C}\p{Zl}\p{Zp}]/gu

/**
 * The text with its control and formatting characters written out: an escape becomes `\x1b`. Line
 * breaks and tabs stay.
 */
export function inert(text: string): string {
  return text.replaceAll(active, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  )
}

/** The same on one line, cut to `most` characters: breaks are written out too. */
export function inertLine(text: string, most = 500): string {
  const line = text.slice(0, most).replaceAll(active, escaped)
  return text.length > most ? `${line}…` : line
}

function escaped(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\t') return '  '
  const code = (character.codePointAt(0) as number).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u{${code}}`
}
