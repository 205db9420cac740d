/** What a new exercise may be called, and what is free: its slug, its function, its code, its letters. */
import { slugForm } from './exercise.ts'

/** What a function cannot be called, or what `exercises/index.ts` and the files around it call something else. */
const takenNames = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof undefined var void while ' +
    'with yield course tf'
  ).split(' '),
)

/** Why no exercise can have this slug; null when one can. */
export function slugRefusal(slug: string): string | null {
  if (!slugForm.test(slug)) {
    return `"${slug}" is no slug; wanted lower-case words joined by "-", such as rotary-positions${suggestion(slug)}.`
  }
  if (takenNames.has(functionName(slug))) {
    return `A function cannot be called ${functionName(slug)} here; wanted a slug that names what students write; add a word, such as ${slug}-layer.`
  }
  return null
}

/** What is known of an exercise that is there already. */
export interface There {
  readonly slug: string
  readonly code: string
  readonly track: string
  /** Of its misconceptions' ids. */
  readonly letters: readonly string[]
}

/** Read as text: one that does not load must not keep anybody from writing another. */
export function thereIn(slug: string, exercise: string, misconceptions: string): There {
  return {
    slug,
    code: /^ *code: '(.*)'/m.exec(exercise)?.[1] ?? '',
    track: /^ *track: '(.*)'/m.exec(exercise)?.[1] ?? '',
    letters: Array.from(misconceptions.matchAll(/^ *id: '([A-Z]+)\d+'/gm), ([, one]) => one!),
  }
}

/** The code after the last E in use. */
export function freeCode(others: readonly There[]): string | null {
  const numbers = others.map(({ code }) => (/^E\d\d$/.test(code) ? Number(code.slice(1)) : 0))
  const next = Math.max(0, ...numbers) + 1
  return next > 99 ? null : `E${String(next).padStart(2, '0')}`
}

/** Two letters of the slug that no exercise's misconceptions have; any two when they all do. */
export function freeLetters(slug: string, others: readonly There[]): string {
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

export function functionName(slug: string): string {
  return slug.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** As a string is written in the files of an exercise. */
export function quoted(text: string): string {
  const double = JSON.stringify(text)
  return text.includes("'") ? double : `'${double.slice(1, -1).replaceAll('\\"', '"')}'`
}

function suggestion(slug: string): string {
  const better = slug
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-$/g, '')
  return slugForm.test(better) ? `; try ${better}` : ''
}
