/** What slugs and files may be called, for an answer while somebody types; the server has the last word. */
import type { Files } from './working-files.ts'

const slugForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const mostSlugCharacters = 60

/** Null when it is well formed. */
export function slugProblem(slug: string): 'slugMissing' | 'slugForm' | 'slugLong' | null {
  if (slug === '') return 'slugMissing'
  if (slug.length > mostSlugCharacters) return 'slugLong'
  return slugForm.test(slug) ? null : 'slugForm'
}

/** A slug that goes with a title; '' where nothing of it can stand in one. */
export function slugFrom(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9\s-]/g, '')
    .replace(/^[^a-z]+/, '')
    .split(/[\s-]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, mostSlugCharacters)
    .replace(/-+$/, '')
}

const pathForm = /^(?:solutions\/)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+$/
const mostPathCharacters = 80

/** Null when a file may be called so. */
export function pathProblem(
  path: string,
  files: Files,
): 'pathForm' | 'pathTaken' | 'pathKind' | null {
  if (!pathForm.test(path) || path.length > mostPathCharacters) return 'pathForm'
  if (path in files) return 'pathTaken'
  const isKnown = path.startsWith('solutions/')
    ? path.endsWith('.ts')
    : /\.(ts|txt)$|^statement(\.zh)?\.md$/.test(path)
  return isKnown ? null : 'pathKind'
}

/** An exercise cannot do without them. */
const needed = [
  ...['statement.md', 'exercise.ts', 'stub.ts', 'cases.ts', 'misconceptions.ts', 'reference.ts'],
  'solutions/loops.ts',
]

export function isNeeded(path: string): boolean {
  return needed.includes(path)
}
