/**
 * The files of an exercise while somebody works on them, as data: an edition, and what was changed in it since.
 * What others save meanwhile takes the edition's place and leaves the changes as they are.
 */

/** Text by path. */
export type Files = Readonly<Record<string, string>>

/** The new text of each file that was changed; null: it is gone. */
export type Changes = Readonly<Record<string, string | null>>

export interface WorkingFiles {
  readonly base: { readonly id: string; readonly files: Files }
  /** Holds nothing that is as in the edition. */
  readonly changes: Changes
}

/** An edition with changes that were made in it, or in another one. */
export function workOn(base: WorkingFiles['base'], changes: Changes = {}): WorkingFiles {
  const real = Object.entries(changes).filter(([path, text]) => text !== (base.files[path] ?? null))
  return { base, changes: Object.fromEntries(real) }
}

/** All files as they are now, by path. */
export function filesOf({ base, changes }: WorkingFiles): Files {
  const texts = Object.entries({ ...base.files, ...changes })
  return Object.fromEntries(
    texts
      .filter((entry): entry is [string, string] => entry[1] !== null)
      .sort(([a], [b]) => comparePaths(a, b)),
  )
}

export function hasChanges({ changes }: WorkingFiles): boolean {
  return Object.keys(changes).length > 0
}

/** A text for a file, whether it was there or not; null takes it away. */
export function write(
  { base, changes }: WorkingFiles,
  path: string,
  text: string | null,
): WorkingFiles {
  return workOn(base, { ...changes, [path]: text })
}

export function rename(working: WorkingFiles, from: string, to: string): WorkingFiles {
  const text = filesOf(working)[from]
  if (text === undefined || from === to) return working
  return write(write(working, to, text), from, null)
}

/** Other files in the place of all that are there. */
export function replaceAll({ base }: WorkingFiles, files: Files): WorkingFiles {
  const gone = Object.keys(base.files).map((path) => [path, null] as const)
  return workOn(base, { ...Object.fromEntries(gone), ...files })
}

/** After `sent` was saved as an edition: what was typed since stays a change. */
export function afterSave(
  working: WorkingFiles,
  sent: Files,
  saved: WorkingFiles['base'],
): WorkingFiles {
  const now = filesOf(working)
  const paths = [...new Set([...Object.keys(now), ...Object.keys(sent)])]
  const since = paths.filter((path) => now[path] !== sent[path])
  return workOn(saved, Object.fromEntries(since.map((path) => [path, now[path] ?? null])))
}

/** The files that were changed here, and in a newer edition differently. */
export function changedByBoth({ base, changes }: WorkingFiles, newer: Files): readonly string[] {
  return Object.keys(changes)
    .filter((path) => base.files[path] !== newer[path])
    .filter((path) => changes[path] !== (newer[path] ?? null))
    .sort(comparePaths)
}

/** The order in which an author thinks of them; what is not among these comes after, by name. */
const order = [
  ...['statement.md', 'statement.zh.md', 'exercise.ts', 'stub.ts', 'cases.ts'],
  ...['misconceptions.ts', 'pictures.ts', 'reference.ts'],
]

function comparePaths(a: string, b: string): number {
  const [placeA, placeB] = [a, b].map((path) => {
    const at = order.indexOf(path)
    return at >= 0 ? at : order.length + (path.includes('/') ? 1 : 0)
  }) as [number, number]
  return placeA - placeB || a.localeCompare(b)
}
