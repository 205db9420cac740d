/** Names that every file system takes. */

/** What Windows keeps for devices, with any ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const longest = 60

/** One part of a path: letters, digits, points and hyphens, and not at its end a point. */
export function safePart(text: string): string {
  const plain = text
    .replaceAll(/[^\w.-]+/g, '-')
    .slice(0, longest)
    .replace(/[.-]+$/, '')
  return plain === '' || reserved.test(plain) ? `_${plain}` : plain
}

/** To the second, in UTC, without the colons that Windows refuses. */
export function stampOf(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(':', '')
}
