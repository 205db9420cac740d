/**
 * The files of one exercise as text, as they arrive over HTTP: what may be among them, how they are called,
 * how large they are. Nothing here touches a disk.
 */
import { z } from 'zod'
import { Language } from '../api/session.ts'

/**
 * Text by path inside the exercise's folder, such as `solutions/loops.ts`. Every path has the form that
 * `pathProblem` asks for, so that it leads nowhere else; the reference lies in the folder too, as `reference.ts`.
 */
export type ExerciseFiles = Readonly<Record<string, string>>

const KiB = 1024
export const mostFiles = 64
export const mostFileBytes = 256 * KiB
export const mostFolderBytes = 1024 * KiB

const mostPathCharacters = 80
const pathForm = /^(?:solutions\/)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+$/

/** What is wrong with how a file is called or where it lies; null when nothing is. */
export function pathProblem(path: string): string | null {
  if (pathForm.test(path) && path.length <= mostPathCharacters) return null
  return /^[^/]+\/./.test(path) && !/^solutions\/[^/]+$/.test(path)
    ? `${quoted(path)} lies in a folder; the only folder inside an exercise is solutions/, which has none itself. Move the file, or leave it out.`
    : `${quoted(path)} is no name for a file of an exercise; wanted are lower-case letters, digits, "-" and ".", with an ending and at most ${mostPathCharacters} of them, such as solutions/loops.ts. Rename the file, or leave it out.`
}

/** Why a folder with so many files, or a file with so many bytes, is not read; null when it is. */
export function sizeProblem(sizes: readonly { path: string; bytes: number }[]): string | null {
  if (sizes.length > mostFiles) {
    return `There are ${sizes.length} files, and an exercise has ${mostFiles} at most. Leave out what does not belong to it.`
  }
  const large = sizes.find(({ bytes }) => bytes > mostFileBytes)
  if (large) {
    return `${quoted(large.path)} has ${inKiB(large.bytes)}, and ${inKiB(mostFileBytes)} is the most for a file. Shorten it, or make two of it.`
  }
  const bytes = sizes.reduce((sum, one) => sum + one.bytes, 0)
  if (bytes > mostFolderBytes) {
    return `The files have ${inKiB(bytes)} together, and ${inKiB(mostFolderBytes)} is the most for an exercise. Leave out what does not belong to it.`
  }
  return null
}

/** Why a file's text cannot be kept; null when it can. */
export function textProblem(path: string, text: string): string | null {
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const line = text.slice(0, nul).split('\n').length
    return `${quoted(path)} holds a NUL character in line ${line}, so it is not UTF-8 text. Save it as text with the encoding UTF-8, or leave it out.`
  }
  return text.isWellFormed() ? null : notUtf8(path)
}

export function notUtf8(path: string): string {
  return `${quoted(path)} is not UTF-8 text. Save it with the encoding UTF-8, which most editors offer when saving, or leave it out.`
}

/** Without the byte order mark, with lines that end as everywhere here. */
export function tidied(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
}

/** The files of a folder as a JSON body. What comes out is tidied. */
export const FolderFiles = z
  .record(z.string(), z.string())
  .superRefine((files, context) => {
    const sizes = Object.entries(files).map(([path, text]) => ({
      ...{ path, bytes: Buffer.byteLength(text) },
    }))
    const tooMuch = sizeProblem(sizes)
    const problems = tooMuch ? [tooMuch] : Object.entries(files).flatMap(formProblems)
    for (const message of problems) context.addIssue({ code: 'custom', message })
  })
  .transform((files): ExerciseFiles =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, tidied(text)])),
  )
  .meta({
    description: `Text by path inside the exercise's folder, such as "solutions/loops.ts"; at most ${mostFiles} files`,
  })

function formProblems([path, text]: [string, string]): string[] {
  return [pathProblem(path), textProblem(path, text)].filter((problem) => problem !== null)
}

/** What an exercise cannot do without, and what it is there for. */
const wanted: Readonly<Record<string, string>> = {
  'statement.md': 'what students read',
  'exercise.ts': 'title, signature and tolerance, and ties the other files together',
  'stub.ts': 'what students start from',
  'cases.ts': 'the inputs that solutions are tried with',
  'misconceptions.ts': 'wrong solutions and their hints',
  'reference.ts': 'the formula as tensor operations',
  'solutions/loops.ts': 'the independent right solution in plain numbers',
}

/** English stands in `statement.md` itself. */
const translations = Language.exclude(['en']).options.map((language) => `statement.${language}.md`)

/** What these files lack as an exercise, and what is not one of its files, in kind sentences; none when it is whole. */
export function problemsOf(files: ExerciseFiles): readonly string[] {
  const missing = Object.entries(wanted)
    .filter(([path]) => !Object.hasOwn(files, path))
    .map(([path, what]) => `${path} is missing; it holds ${what}. Add it.`)
  const empty = Object.keys(wanted)
    .filter((path) => files[path]?.trim() === '')
    .map((path) => `${path} is empty; it holds ${wanted[path]!}. Write it.`)
  return [...missing, ...empty, ...Object.keys(files).sort().flatMap(foreignProblem)]
}

function foreignProblem(path: string): string[] {
  if (path === 'statement.md' || translations.includes(path)) return []
  if (path.endsWith('.ts')) return []
  if (path.startsWith('solutions/')) {
    return [`${path} is no solution; solutions/ holds TypeScript only. Move it beside cases.ts.`]
  }
  if (path.endsWith('.txt')) return []
  if (path.endsWith('.md')) {
    return [
      `${path} would be shown to nobody; the texts of an exercise are statement.md and ${translations.join(', ')}. Rename it, or leave it out.`,
    ]
  }
  return [
    `${path} is no file of an exercise; beside the statement it has .ts and, for data, .txt. Rename it, or leave it out.`,
  ]
}

/** A path as it may stand in a message, whatever somebody called it. */
export function quoted(path: string): string {
  const plain = path.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD')
  return `"${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}"`
}

function inKiB(bytes: number): string {
  return `${Math.ceil(bytes / KiB)} KiB`
}
