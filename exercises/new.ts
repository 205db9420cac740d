/** Makes a new exercise: its folder, its reference and its place in the course. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { slugsOf, withExercise } from './course-list.ts'
import { codeForm } from './exercise.ts'
import { freeCode, freeLetters, functionName, slugRefusal, thereIn, type There } from './naming.ts'
import { filesOf, trackOf } from './new-files.ts'
import { formatted } from './proof/formatting.ts'

const root = resolve(import.meta.dirname, '..')

export interface Wanted {
  readonly slug: string
  readonly code?: string
  readonly title?: string
  readonly track?: string
}

export interface Made {
  readonly slug: string
  readonly code: string
  readonly title: string
  /** What was written, from the project's folder on. */
  readonly files: readonly string[]
}

/** Why this exercise cannot be made: what was found, what is wanted and what to do. Null when it can. */
export function refusalOf({ slug, code, title, track }: Wanted): string | null {
  const refusal = slugRefusal(slug)
  if (refusal !== null) return refusal
  if (existsSync(join(root, 'exercises', slug))) {
    return `exercises/${slug} exists already; wanted a slug that is free; choose another, or go on with what is there: npm run check -- ${slug}`
  }
  if (existsSync(join(root, `reference/${slug}.ts`))) {
    return `reference/${slug}.ts exists already; wanted a slug that is free; choose another.`
  }
  const blank = [title, track].find((text) => text !== undefined && !/^\S.*$/.test(text))
  if (blank !== undefined) {
    return `The title or the track is ${JSON.stringify(blank)}; wanted one line of words; give it again, or leave the option out.`
  }
  return codeRefusal(code, exercisesThere())
}

function codeRefusal(code: string | undefined, others: readonly There[]): string | null {
  const free = freeCode(others)
  if (code === undefined) {
    return free === null
      ? 'Every code up to E99 is in use; wanted one of its own; give one with --code, such as L40.'
      : null
  }
  const wanted = `wanted a code of its own, such as ${free ?? 'L40'}`
  if (!codeForm.test(code)) return `"${code}" is no code; ${wanted}: C, E or L and two digits.`
  const owner = others.find((one) => one.code === code)
  return owner ? `${code} is the code of exercises/${owner.slug}; ${wanted}.` : null
}

/** Writes the exercise, which nothing refuses. */
export async function makeExercise(wanted: Wanted): Promise<Made> {
  const { slug, track } = wanted
  const others = exercisesThere()
  const code = wanted.code ?? (freeCode(others) as string)
  const title = wanted.title ?? sentence(slug)
  const name = functionName(slug)
  const index = readText('exercises/index.ts')
  const last = slugsOf(index).findLast(
    (one) => track !== undefined && others.find((other) => other.slug === one)?.track === track,
  )
  const files = filesOf(
    {
      ...{ slug, name, code, title },
      track: track ?? trackOf(others),
      letters: freeLetters(slug, others),
    },
    `../../reference/${slug}.ts`,
  )
  // The list comes last: until then nothing knows of the exercise.
  const texts = [
    ...Array.from(files, ([path, text]) => [placeOf(slug, path), text] as const),
    ['exercises/index.ts', withExercise(index, { name, slug }, last ?? null)] as const,
  ]
  for (const [path, text] of texts) {
    const absolute = join(root, path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, await formatted(text, absolute))
  }
  return { slug, code, title, files: texts.map(([path]) => path) }
}

/** The reference of an exercise of the repository lies with the others. */
function placeOf(slug: string, path: string): string {
  return path === 'reference.ts' ? `reference/${slug}.ts` : `exercises/${slug}/${path}`
}

/** Every exercise that has a folder, also one that the course does not list yet. */
function exercisesThere(): There[] {
  return readdirSync(join(root, 'exercises')).flatMap((slug) => {
    const folder = `exercises/${slug}`
    if (!existsSync(join(root, folder, 'exercise.ts'))) return []
    const misconceptions = existsSync(join(root, folder, 'misconceptions.ts'))
      ? readText(`${folder}/misconceptions.ts`)
      : ''
    return [thereIn(slug, readText(`${folder}/exercise.ts`), misconceptions)]
  })
}

function sentence(slug: string): string {
  return slug.slice(0, 1).toUpperCase() + slug.slice(1).replaceAll('-', ' ')
}

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
}
