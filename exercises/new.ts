/** Makes a new exercise: its folder, its reference and its place in the course. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { slugsOf, withExercise } from './course-list.ts'
import { codeForm, slugForm } from './exercise.ts'
import { filesOf } from './new-files.ts'
import { formatted } from './proof/formatting.ts'
import { placeholder } from './proof/placeholders.ts'

const root = resolve(import.meta.dirname, '..')

/** What a function cannot be called, or what `exercises/index.ts` and the files around it call something else. */
const takenNames = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while ' +
    'with yield course tf'
  ).split(' '),
)

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
  if (!slugForm.test(slug)) {
    return `"${slug}" is no slug; wanted lower-case words joined by "-", such as rotary-positions${suggestion(slug)}.`
  }
  if (takenNames.has(functionName(slug))) {
    return `A function cannot be called ${functionName(slug)} here; wanted a slug that names what students write; add a word, such as ${slug}-layer.`
  }
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
  const tracks = [...new Set(others.map((one) => one.track))].sort()
  const index = readText('exercises/index.ts')
  const last = slugsOf(index).findLast(
    (one) => track !== undefined && others.find((other) => other.slug === one)?.track === track,
  )
  const files = filesOf({
    slug,
    name,
    code,
    title,
    track: track ?? `${placeholder} ${tracks.join(' | ')}`,
    letters: freeLetters(slug, others),
  })
  // The list comes last: until then nothing knows of the exercise.
  const texts = [
    ...files,
    ['exercises/index.ts', withExercise(index, { name, slug }, last ?? null)] as const,
  ]
  for (const [path, text] of texts) {
    const absolute = join(root, path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, await formatted(text, absolute))
  }
  return { slug, code, title, files: texts.map(([path]) => path) }
}

interface There {
  readonly slug: string
  readonly code: string
  readonly track: string
  readonly letters: readonly string[]
}

/**
 * Every exercise that has a folder, also one that the course does not list yet. Read as text: one that does
 * not load must not keep anybody from writing another.
 */
function exercisesThere(): There[] {
  return readdirSync(join(root, 'exercises')).flatMap((slug) => {
    const folder = `exercises/${slug}`
    if (!existsSync(join(root, folder, 'exercise.ts'))) return []
    const text = readText(`${folder}/exercise.ts`)
    const ids = existsSync(join(root, folder, 'misconceptions.ts'))
      ? readText(`${folder}/misconceptions.ts`).matchAll(/^ *id: '([A-Z]+)\d+'/gm)
      : []
    return [
      {
        slug,
        code: /^ *code: '(.*)'/m.exec(text)?.[1] ?? '',
        track: /^ *track: '(.*)'/m.exec(text)?.[1] ?? '',
        letters: Array.from(ids, ([, letters]) => letters as string),
      },
    ]
  })
}

/** The code after the last E in use. */
function freeCode(others: readonly There[]): string | null {
  const numbers = others.map(({ code }) => (code.startsWith('E') ? Number(code.slice(1)) : 0))
  const next = Math.max(0, ...numbers) + 1
  return next > 99 ? null : `E${String(next).padStart(2, '0')}`
}

/** Two letters of the slug that no exercise's misconceptions have; any two when they all do. */
function freeLetters(slug: string, others: readonly There[]): string {
  const used = new Set(others.flatMap(({ letters }) => letters))
  const initials = slug
    .split('-')
    .map((word) => word.slice(0, 1))
    .join('')
  const pairs = (first: string, seconds: string) => Array.from(seconds, (one) => first + one)
  const alphabet = 'abcdefghijklmnopqrstuvwxyz'
  const candidates = [
    initials.slice(0, 2),
    ...pairs(slug.slice(0, 1), slug.slice(1) + alphabet),
    ...Array.from(alphabet, (first) => pairs(first, alphabet)).flat(),
  ].map((letters) => letters.toUpperCase())
  const free = candidates.find((letters) => /^[A-Z]{2}$/.test(letters) && !used.has(letters))
  if (free === undefined) throw new Error('misconceptions have taken every pair of letters')
  return free
}

function functionName(slug: string): string {
  return slug.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function sentence(slug: string): string {
  return slug.slice(0, 1).toUpperCase() + slug.slice(1).replaceAll('-', ' ')
}

function suggestion(slug: string): string {
  const better = slug
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-$/g, '')
  return slugForm.test(better) ? `; try ${better}` : ''
}

function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
}
