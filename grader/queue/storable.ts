/**
 * PostgreSQL keeps no U+0000 and no half of a surrogate pair, and a student's output may hold both.
 * Copies JSON data with U+0000 shown as ␀ and halves as U+FFFD.
 */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]),
  )
}

function storableText(text: string): string {
  return text.replaceAll('\0', '␀').toWellFormed()
}
