/** What a new exercise leaves to its author, each place with a mark. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exerciseFolder } from '../files.ts'

/** Stands before words that only the author can write. */
export const placeholder = '✎'

/** The files of an exercise of this repository in which something is still to be written, each with where. */
export function placeholderProblems(slug: string): string[] {
  const folder = exerciseFolder(slug)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|md)$/.test(file))
    .sort()
    .map((file): [string, string] => [file, join(folder, file)])
  const reference = join(folder, `../../reference/${slug}.ts`)
  return placeholdersIn(
    [...files, [`reference/${slug}.ts`, reference] as const].map(([name, path]) => [
      name,
      readFileSync(path, 'utf8'),
    ]),
  )
}

/** The same of files by their names. */
export function placeholdersIn(
  files: readonly (readonly [name: string, text: string])[],
): string[] {
  return files.flatMap(([name, text]) => {
    const lines = text.split('\n')
    const left = lines.flatMap((line, at) => (line.includes(placeholder) ? [at + 1] : []))
    return left.length === 0
      ? []
      : [
          `${name} still has what it was made with, marked ${placeholder}, in line ${left.join(', ')}; ` +
            `write your own there and take the mark away`,
        ]
  })
}
