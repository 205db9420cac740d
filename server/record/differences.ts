/** What differs between two small pieces of JSON, field by field. */
import type { JsonValue } from '../../prisma/generated/internal/prismaNamespace.ts'

export interface Difference {
  /** Its place, such as "latePolicy.credit"; empty where the whole differs. */
  readonly field: string
  /** Absent where there was nothing. */
  readonly before?: JsonValue
  readonly after?: JsonValue
}

/** In the order of the fields before, then of those that came; lists are compared as a whole. */
export function differences(before: JsonValue, after: JsonValue, field = ''): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  if (!was || !is || (before === null && after === null)) {
    return [{ field, ...(before !== null && { before }), ...(after !== null && { after }) }]
  }
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].flatMap((name) =>
    differences(was[name] ?? null, is[name] ?? null, field === '' ? name : `${field}.${name}`),
  )
}

/** Nothing has no fields, and can be compared with what has some. */
function fieldsOf(value: JsonValue): Record<string, JsonValue | undefined> | null {
  if (value === null) return {}
  return typeof value === 'object' && !Array.isArray(value) ? value : null
}
