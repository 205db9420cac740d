/** Which submissions a reviewer looks at. It stands in the address, so that it can be shared and outlives a reload. */

/** As the server calls them. */
const names = [
  'assignment',
  'section',
  'verdict',
  'misconception',
  'failedCase',
  'finding',
  'borderline',
  'state',
  'which',
] as const
type FilterName = (typeof names)[number]

/** As texts; what is not asked for is left out. */
export type Filter = Readonly<Partial<Record<FilterName, string>>>

export function filterIn(search: URLSearchParams): Filter {
  const entries = names.flatMap((name) => {
    const value = search.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return Object.fromEntries(entries)
}

/** The same filter with other values; null asks for that no longer. */
export function changed(
  filter: Filter,
  changes: Readonly<Partial<Record<FilterName, string | null>>>,
): Filter {
  const entries = Object.entries({ ...filter, ...changes })
  return Object.fromEntries(entries.filter(([, value]) => value !== null))
}

/** For the address, with its question mark; empty when nothing is asked for. */
export function searchOf(filter: Filter, page = 1): string {
  const search = new URLSearchParams({ ...filter, ...(page > 1 && { page: String(page) }) })
  return search.size === 0 ? '' : `?${search.toString()}`
}
