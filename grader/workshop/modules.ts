/**
 * The files of an exercise become modules that the sandbox can load. A file may import its neighbours,
 * what other exercises import of ours, and those; nothing is ever read because a file asks for it,
 * except exercises and references of this repository.
 */
import { build } from 'esbuild'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { compileModule, type CompiledModule } from '../compile.ts'
import type { SourcePlace } from '../report.ts'

const root = join(import.meta.dirname, '../..')

/** What of ours is in the library (guest/library.ts), by its path in the repository or its package. */
const inLibrary: Readonly<Record<string, string>> = {
  'fast-check': 'fastCheck',
  'exercises/exercise.ts': 'exercise',
  'exercises/random.ts': 'random',
  'exercises/relations.ts': 'relations',
  'exercises/sizes.ts': 'sizes',
  'exercises/stories.ts': 'stories',
  'exercises/differences.ts': 'differences',
  'exercises/inputs.ts': 'inputs',
  'reference/convert.ts': 'convert',
  'reference/value.ts': 'value',
}
const libraryName = 'attendant-library'
const tensorflow = ['@tensorflow/tfjs-core', '@tensorflow/tfjs']

/** A file of an exercise that cannot be loaded; the message is for its author: what was found, what is wanted. */
export class FolderRefused extends Error {
  override readonly name = 'FolderRefused'
}

/** The modules of an exercise, by the names under which they ask for each other. */
export interface ExerciseModules {
  /** As `Program.modules` wants them. */
  readonly javascript: Readonly<Record<string, string>>
  /** The name of its exercise.ts. */
  readonly entry: string
  readonly libraryName: string
  /** A place in the exercise's own files, from a stack of the sandbox; null when the stack names none. */
  place(this: void, stack: string): (SourcePlace & { readonly file: string }) | null
}

/** Compiles the files of an exercise, with what they import. Throws FolderRefused for what is its author's to mend. */
export async function modulesOf(
  slug: string,
  files: Readonly<Record<string, string>>,
): Promise<ExerciseModules> {
  const folder = `exercises/${slug}`
  const entry = `${folder}/exercise.ts`
  const own = new Map(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))
  const javascript: Record<string, string> = { [libraryName]: await library() }
  const compiled = new Map<string, CompiledModule>()
  const open: { name: string; from: string; chain: readonly string[] }[] = [
    { name: entry, from: '', chain: [] },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, from, chain } = next
    if (chain.includes(name)) {
      throw new FolderRefused(
        `${shown(name, folder)} imports itself by way of ${chain.map((one) => shown(one, folder)).join(', ')}; move what both need into a file of its own`,
      )
    }
    if (name in javascript && !compiled.has(name)) continue
    const part = inLibrary[name]
    if (part !== undefined) {
      javascript[name] = `module.exports = require(${JSON.stringify(libraryName)}).${part}`
      continue
    }
    const module = compiled.get(name) ?? (await compileModule(textOf(name, from)))
    if (module.kind === 'refused') throw new FolderRefused(`${shown(name, folder)}: ${module.why}`)
    compiled.set(name, module)
    const resolved = new Map(
      module.imports.map((specifier) => [specifier, resolve(specifier, name)]),
    )
    javascript[name] = namedFor(resolved) + module.javascript
    for (const imported of resolved.values()) {
      if (tensorflow.includes(imported)) continue
      open.push({ name: imported, from: name, chain: [...chain, name] })
    }
  }
  return { javascript, entry, libraryName, place: placeIn(compiled, folder) }

  function resolve(specifier: string, importer: string): string {
    if (tensorflow.includes(specifier) || specifier in inLibrary) return specifier
    if (specifier.startsWith('./') || specifier.startsWith('../')) {
      return posix.join(posix.dirname(importer), specifier)
    }
    throw new FolderRefused(
      `${shown(importer, folder)} imports "${specifier}"; an exercise may import its own files, @tensorflow/tfjs-core, fast-check, and exercises and references of this server`,
    )
  }

  function textOf(name: string, importer: string): string {
    const text = own.get(name)
    if (text !== undefined) return text
    if (!isOurs(name) || !existsSync(join(root, name))) {
      throw new FolderRefused(
        importer === ''
          ? 'exercise.ts is missing; it ties the files of an exercise together'
          : `${shown(importer, folder)} imports ${shown(name, folder)}, and there is no such file; add it, or mend the import`,
      )
    }
    return readFileSync(join(root, name), 'utf8')
  }
}

/** In front of a module, in its first line: what it imports goes by other names in the sandbox. */
function namedFor(resolved: ReadonlyMap<string, string>): string {
  const names = JSON.stringify(Object.fromEntries(resolved))
  return `require = ((load, names) => (name) => load(names[name]))(require, ${names});`
}

/** Files of exercises and references of the repository: they hold no secret, and import nothing else. */
function isOurs(name: string): boolean {
  return /^(?:exercises\/[a-z0-9-]+(?:\/solutions)?|reference)\/[a-z0-9-]+\.ts$/.test(name)
}

function shown(name: string, folder: string): string {
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : name
}

/** The innermost line of a stack that lies in one of these files. */
function placeIn(
  compiled: ReadonlyMap<string, CompiledModule>,
  folder: string,
): ExerciseModules['place'] {
  return (stack) => {
    for (const [, name, line, column] of stack.matchAll(/\b([\w./-]+\.ts)\.js:(\d+):(\d+)/g)) {
      const module = compiled.get(name as string)
      if (module?.kind !== 'compiled' || !name?.startsWith(`${folder}/`)) continue
      // The guest puts one line before every module.
      const place = module.place(Math.max(1, Number(line) - 1), Number(column))
      if (place) return { ...place, file: shown(name, folder) }
    }
    return null
  }
}

let bundled: Promise<string> | undefined

/** Ours alone is ever bundled: a bundler reads files. */
function library(): Promise<string> {
  bundled ??= bundleLibrary()
  return bundled
}

async function bundleLibrary(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'guest/library.ts')],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'browser',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    external: tensorflow,
    alias: { zod: join(import.meta.dirname, 'guest/unchecked.ts') },
    // fast-check takes note of them when it loads, and needs none of them here.
    banner: { js: 'let setTimeout, clearTimeout;' },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    target: 'es2024',
    logLevel: 'silent',
  })
  return outputFiles[0]?.text as string
}
