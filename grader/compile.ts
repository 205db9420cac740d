/**
 * A student's TypeScript becomes JavaScript that the sandbox can load.
 *
 * The compiler is esbuild's `transform`, never its `build`: a bundler follows `import('./' + name)`
 * and `sourceMappingURL` comments into the file system, and this text is hostile. The compiler runs
 * in a process of its own, is given one file at a time, and is started afresh when a file kills or
 * stalls it.
 */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { init as lexerReady, parse as parseModule } from 'es-module-lexer'
import { stop, transform, type Message, type TransformOptions } from 'esbuild'
import { setTimeout as pause } from 'node:timers/promises'
import type { Signature } from '../reference/value.ts'
import type { Finding, SourcePlace } from './report.ts'
import type { Program } from './sandbox/outcome.ts'

/** What the compiler has to know of an exercise. */
export interface Compilable {
  readonly signature: Signature
  readonly buildsOn: readonly string[]
  readonly forbids: readonly string[]
}

export type Compiled =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly finding: Finding }

const maxSourceBytes = 256 * 1024
const maxNesting = 200
/** What a report repeats of a student's text: enough to recognise it. */
const maxNames = 20
const maxNameLength = 200
const maxMessageLength = 500
/** In tokens. */
const maxRun = 5000
const maxCompilerMilliseconds = 3000
const turnMilliseconds = 50
/** Both names give the same library: its core, on the plain-JavaScript backend. */
const tensorflow = ['@tensorflow/tfjs-core', '@tensorflow/tfjs']

/**
 * Compiles a submission. `modules` holds the sources of the earlier exercises that it may import, by
 * slug. What is wrong with the student's text is returned as a finding (`syntax`, `import`,
 * `missingExport`, `source`). Throws when one of `modules` does not compile: those were accepted before.
 */
export async function compile(
  source: string,
  exercise: Compilable,
  modules: Readonly<Record<string, string>>,
): Promise<Compiled> {
  const importable = exercise.buildsOn.filter((slug) => slug in modules)
  // A line for the shell is a comment; inside the function that the sandbox makes of a file it would be none.
  const text = source.replace(/^\uFEFF/, '').replace(/^#!/, '//')
  const file = await compileFile(text, specifiers(importable))
  if ('kind' in file) return { ok: false, finding: file }

  const wanted = exercise.signature.name
  if (!file.exports.includes(wanted)) {
    const finding: Finding = {
      kind: 'missingExport',
      wanted,
      found: file.exports.slice(0, maxNames).map((name) => name.slice(0, maxNameLength)),
      foundType: null,
    }
    return { ok: false, finding }
  }
  const program: Program = {
    javascript: file.javascript,
    modules: await compileModules(modules),
    functionName: wanted,
    parameters: exercise.signature.parameters,
    returns: exercise.signature.returns,
    forbids: exercise.forbids,
    place: placeIn(text, file.map),
  }
  return { ok: true, program }
}

/** A file among others of its own kind: it may import whatever its caller resolves. */
export type CompiledModule =
  | {
      readonly kind: 'compiled'
      /** What it imports at run time, as it writes them. */
      readonly imports: readonly string[]
      readonly javascript: string
      /** From a position in the script to the file. */
      readonly place: Program['place']
    }
  | { readonly kind: 'refused'; readonly why: string }

/** Compiles a file that is no submission. What is wrong with its text is returned in words. */
export async function compileModule(source: string): Promise<CompiledModule> {
  if (Buffer.byteLength(source) > maxSourceBytes) {
    return { kind: 'refused', why: `it has more than ${maxSourceBytes / 1024} KiB; make two of it` }
  }
  const tooDeep = {
    kind: 'refused',
    why: 'it nests too deep to be read; write it flatter',
  } as const
  if (isTooDeep(source)) return tooDeep
  const both = await oneAtATime(() => transformBoth(source))
  if (both === 'overwhelmed') return tooDeep
  if ('errors' in both) {
    const { message, place } = syntaxFinding(source, both.errors)
    return { kind: 'refused', why: place ? `line ${place.line}: ${message}` : message }
  }
  await lexerReady
  const { asModule, asScript } = both
  const [imports] = parseModule(asModule.code)
  const named = imports.map(({ n: name }) => name)
  if (named.includes(undefined) || imports.some(({ d: dynamic }) => dynamic !== -1)) {
    const why = 'it imports while it runs; write its imports at the top, with their names'
    return { kind: 'refused', why }
  }
  return {
    kind: 'compiled',
    imports: [...new Set(named as string[])],
    javascript: asScript.code,
    place: placeIn(source, asScript.map),
  }
}

interface CompiledFile {
  readonly javascript: string
  /** The source map, as text. */
  readonly map: string
  readonly exports: readonly string[]
}

async function compileModules(
  modules: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const slugs = Object.keys(modules)
  const compiled = await Promise.all(
    slugs.map(async (slug) => {
      const others = slugs.filter((other) => other !== slug)
      const file = await compileFile(modules[slug] as string, specifiers(others))
      if ('kind' in file) {
        throw new Error(
          `the module attendant/${slug}, which was accepted before, does not compile: ${JSON.stringify(file)}`,
        )
      }
      return [`attendant/${slug}`, file.javascript] as const
    }),
  )
  return Object.fromEntries(compiled)
}

function specifiers(slugs: readonly string[]): string[] {
  return [...tensorflow, ...slugs.map((slug) => `attendant/${slug}`)]
}

async function compileFile(
  source: string,
  allowed: readonly string[],
): Promise<CompiledFile | Finding> {
  if (Buffer.byteLength(source) > maxSourceBytes) return { kind: 'source', problem: 'tooLarge' }
  if (isTooDeep(source)) return { kind: 'source', problem: 'tooDeep' }

  const both = await oneAtATime(() => transformBoth(source))
  if (both === 'overwhelmed') return { kind: 'source', problem: 'tooDeep' }
  if ('errors' in both) return syntaxFinding(source, both.errors)

  const { asModule, asScript } = both
  await lexerReady
  const [imports, exports] = parseModule(asModule.code)
  const unwanted = imports.find(({ n: name }) => name !== undefined && !allowed.includes(name))
  if (unwanted) {
    const place = placeIn(source, asModule.map)
    const { line, column } = positionAt(asModule.code, unwanted.ss)
    return {
      kind: 'import',
      module: (unwanted.n as string).slice(0, maxNameLength),
      allowed: [...allowed],
      place: place(line, column),
    }
  }
  return {
    javascript: asScript.code,
    map: asScript.map,
    exports: exports.map(({ n: name }) => name),
  }
}

interface Transformed {
  readonly code: string
  readonly map: string
}

/** The same text as an ES module, whose imports and exports can be read off, and as the script that runs. */
async function transformBoth(
  source: string,
): Promise<
  | { readonly asModule: Transformed; readonly asScript: Transformed }
  | { readonly errors: readonly Message[] }
  | 'overwhelmed'
> {
  const options: TransformOptions = {
    loader: 'ts',
    sourcefile: 'submission.ts',
    sourcemap: 'external',
    sourcesContent: false,
    target: 'es2024',
    platform: 'neutral',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, target: 'es2024' } },
  }
  const transforms = Promise.all([
    transform(source, { ...options, format: 'esm' }),
    // Without `import()` in the output, all imports go through the sandbox's own `require`.
    transform(source, { ...options, format: 'cjs', supported: { 'dynamic-import': false } }),
  ])
  const done = new AbortController()
  try {
    const first = await Promise.race([transforms, tooLong(done.signal)])
    if (first !== 'overwhelmed') return { asModule: first[0], asScript: first[1] }
  } catch (error) {
    if (isFailure(error)) return { errors: error.errors }
    // The compiler died: deep recursion exhausts its stack.
  } finally {
    done.abort()
  }
  transforms.catch(() => undefined)
  await stop()
  return 'overwhelmed'
}

/**
 * Waits in short turns, not at one go: while this process computes something else, no answer of the
 * compiler can be heard, and that time must not count against it.
 */
async function tooLong(signal: AbortSignal): Promise<'overwhelmed'> {
  for (let left = maxCompilerMilliseconds; left > 0 && !signal.aborted; left -= turnMilliseconds) {
    await pause(turnMilliseconds)
  }
  return 'overwhelmed'
}

function isFailure(error: unknown): error is { errors: Message[] } {
  return (
    error instanceof Error &&
    'errors' in error &&
    Array.isArray(error.errors) &&
    error.errors.length > 0
  )
}

let last: Promise<unknown> = Promise.resolve()

/** One file at a time, so that a file that kills the compiler takes no other one with it. */
function oneAtATime<T>(task: () => Promise<T>): Promise<T> {
  const turn = last.then(task, task)
  last = turn.catch(() => undefined)
  return turn
}

/**
 * Whether the text nests deeper than any program: in brackets, or in a tower of operators that no
 * bracket, comma or semicolon interrupts. An estimate, because only a parser could tell strings from
 * regular expressions; a compiler that stalls is the second line.
 */
function isTooDeep(source: string): boolean {
  let depth = 0
  let run = 0
  for (const [token] of source.matchAll(tokens)) {
    run = '([{}]),;'.includes(token) ? 0 : run + 1
    if ('([{'.includes(token)) depth++
    else if (')]}'.includes(token)) depth = Math.max(0, depth - 1)
    if (depth > maxNesting || run > maxRun) return true
  }
  return false
}

/** Comments and plain strings as one token each, then words and single characters. */
const tokens =
  /\/\/[^\n\r]*|\/\*[^]*?\*\/|'(?:[^'\\\n\r]|\\[^])*'|"(?:[^"\\\n\r]|\\[^])*"|`(?:[^`\\$]|\\[^])*`|\w+|[^\s\w]/g

function syntaxFinding(source: string, errors: readonly Message[]): Finding & { kind: 'syntax' } {
  const [first] = errors
  const text = (first?.text ?? 'the file cannot be read as TypeScript').slice(0, maxMessageLength)
  const message = text.startsWith('Top-level await')
    ? 'await is only allowed inside an async function'
    : text
  if (!first?.location) return { kind: 'syntax', message, place: null }
  const lineText = lines(source)[first.location.line - 1] ?? ''
  // The compiler counts columns in bytes.
  const before = Buffer.from(lineText).subarray(0, first.location.column).toString()
  const place = { line: first.location.line, column: before.length + 1, lineText }
  return { kind: 'syntax', message, place }
}

function placeIn(source: string, map: string): Program['place'] {
  let trace: TraceMap | undefined
  return (line, column): SourcePlace | null => {
    trace ??= new TraceMap(map)
    const original = originalPositionFor(trace, { line, column: Math.max(0, column - 1) })
    if (original.line === null) return null
    const lineText = lines(source)[original.line - 1]
    return lineText === undefined
      ? null
      : { line: original.line, column: original.column + 1, lineText }
  }
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) as string).length + 1 }
}

const maxLineText = 500

function lines(source: string): string[] {
  return source.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => line.slice(0, maxLineText))
}
