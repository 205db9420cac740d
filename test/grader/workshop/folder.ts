/** The folder of an exercise of the repository, as text by path. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exerciseFolder } from '../../../exercises/files.ts'

export function filesOf(slug: string): Record<string, string> {
  const folder = exerciseFolder(slug)
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    paths
      .filter((path) => /\.(ts|md|txt)$/.test(path))
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )
}
