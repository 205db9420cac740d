/** What a new exercise leaves to its author, each place with a mark. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exerciseFolder } from '../files.ts'

/** Stands before words that only the author can write. */
export const placeholder = '✎'

/** The files of an exercise in which something is still to be written, each with where. */
export function placeholderProblems(slug: string): string[] {
  const folder = exerciseFolder(slug)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|md)$/.test(file))
    .sort()
    .map((file) => ({ name: file, path: join(folder, file) }))
  const reference = {
    name: `reference/${slug}.ts`,
    path: join(folder, `../../reference/${slug}.ts`),
  }
  return [...files, reference].flatMap(({ name, path }) => {
    const lines = readFileSync(path, 'utf8').split('\n')
    const left = lines.flatMap((line, at) => (line.includes(placeholder) ? [at + 1] : []))
    return left.length === 0
      ? []
      : [
          `${name} still has what it was made with, marked ${placeholder}, in line ${left.join(', ')}; ` +
            `write your own there and take the mark away`,
        ]
  })
}
