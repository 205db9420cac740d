/**
 * The version of an exercise: a hash of every file that decides what it asks and expects. Outputs
 * are cached, and submissions kept, by it.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** How a seed becomes inputs, how inputs reach a reference, and how its outputs are kept: part of every version. */
const common = ['exercises/inputs.ts', 'reference/convert.ts', 'reference/pack.ts'].map((file) =>
  join(root, file),
)

/**
 * Changes when a file in the exercise's folder changes, or a project file outside it that its cases,
 * solutions or reference import. 16 hexadecimal digits, the same on every machine with the same
 * files, whatever its line endings. Throws when there is no such exercise.
 */
export function exerciseVersion(slug: string): string {
  const folder = join(root, 'exercises', slug)
  if (!existsSync(join(folder, 'exercise.ts'))) {
    throw new Error(`no exercise "${slug}": exercises/${slug}/exercise.ts does not exist`)
  }
  return hashOfFiles(root, withImports([...filesUnder(folder), ...common]))
}

/** The hash of the names (relative to `base`, sorted) and contents of `files`. */
export function hashOfFiles(base: string, files: Iterable<string>): string {
  const texts = Array.from(files, (file) => [
    relative(base, file).split(sep).join('/'),
    readFileSync(file, 'utf8').replaceAll('\r\n', '\n'),
  ])
  return hashOfTexts(Object.fromEntries(texts) as Record<string, string>)
}

/** The hash of texts by their names, in whatever order. */
export function hashOfTexts(texts: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(texts).sort(([name], [other]) => (name < other ? -1 : 1))
  const hash = createHash('sha256')
  for (const named of sorted) hash.update(JSON.stringify(named))
  return hash.digest('hex').slice(0, 16)
}

/** `files` and every project file that they import at run time, however indirectly. Types change no result. */
export function withImports(files: readonly string[]): Set<string> {
  const found = new Set<string>()
  const open = [...files]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (found.has(file)) continue
    found.add(file)
    if (file.endsWith('.ts')) open.push(...importsOf(file))
  }
  return found
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const statement = /^(?:import|export)\s(?!type\b)(?:[^'";]*\sfrom\s+)?['"](\.[^'"]+)['"]/gm
  return Array.from(text.matchAll(statement), ([, path]) => resolve(dirname(file), path as string))
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
}
