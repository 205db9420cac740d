/**
 * `npm run reference:tensorflow`: makes @tensorflow/tfjs-node-gpu run against a current TensorFlow.
 *
 * The package's own installer fetches TensorFlow 2.9.1, which is too old for today's GPUs and for
 * Node. Its native binding is small and speaks TensorFlow's C interface, which has stayed the same:
 * here it is compiled against the headers and libraries of TensorFlow's Python package.
 */
import { Command } from 'commander'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { bindingFile, builtFolder, link, packageFolder } from '../engine/tensorflow-files.ts'
import { compileBinding } from './compile.ts'
import { obtain, type Source } from './obtain.ts'

const currentVersion = '2.21.0'

const Built = z.object({ source: z.string(), node: z.string() })
const builtNote = join(builtFolder, 'built.json')

const program = new Command('npm run reference:tensorflow --')
  .description(
    'Builds the TensorFlow backend of the reference engine (Linux). Needs python3 with pip, make and ' +
      'a C++ compiler. Everything is kept in the data folder, so that it outlives "npm ci".',
  )
  .option('--cuda', 'download the TensorFlow that uses NVIDIA GPUs, with the CUDA libraries (3 GB)')
  .option('--tensorflow <version>', 'another version of TensorFlow', currentVersion)
  .option(
    '--from <path>',
    'use this instead of downloading: a wheel, an unpacked wheel, an installed "tensorflow" folder of ' +
      'Python, or a folder with include/ and lib/',
  )
  .option('--again', 'build even when it was built before')

try {
  program.parse()
  const { cuda, tensorflow, from, again } = z
    .object({
      cuda: z.boolean().default(false),
      tensorflow: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version looks like 2.21.0'),
      from: z.string().optional(),
      again: z.boolean().default(false),
    })
    .parse(program.opts())
  build(
    from === undefined ? { kind: 'download', cuda, version: tensorflow } : { kind: 'here', from },
    again,
  )
} catch (error) {
  const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message
  process.stderr.write(`TensorFlow was not built: ${reason}\n`)
  process.exitCode = 1
}

function build(source: Source, again: boolean): void {
  if (process.platform !== 'linux') {
    throw new Error(
      `this works on Linux only; on ${process.platform} the engine uses the GPU through WebGPU, with nothing to build`,
    )
  }
  if (packageFolder === null) {
    throw new Error('the package @tensorflow/tfjs-node-gpu is missing; "npm ci" installs it')
  }
  const note = JSON.stringify({ source: nameOf(source), node: process.version })
  if (!again && existsSync(bindingFile(builtFolder)) && sameAsBuilt(note)) {
    say(`built before, from ${nameOf(source)} (--again builds it anew)`)
  } else {
    buildAnew(source, packageFolder)
    writeFileSync(builtNote, note)
  }
  for (const part of ['deps', 'lib']) link(join(builtFolder, part), join(packageFolder, part))
  say(`ready: ${tryOut()}`)
}

/** An older build stays in use until the new one is complete. */
function buildAnew(source: Source, packageFolder: string): void {
  const fresh = `${builtFolder}.new`
  try {
    rmSync(fresh, { recursive: true, force: true })
    mkdirSync(fresh, { recursive: true })
    obtain(source, fresh, say)
    link(join(fresh, 'deps'), join(packageFolder, 'deps'))
    compileBinding(packageFolder, fresh, say)
    // Headers are needed to compile alone.
    rmSync(join(fresh, 'deps', 'include'), { recursive: true })
    rmSync(builtFolder, { recursive: true, force: true })
    renameSync(fresh, builtFolder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function sameAsBuilt(note: string): boolean {
  if (!existsSync(builtNote)) return false
  const text = readFileSync(builtNote, 'utf8')
  return JSON.stringify(Built.parse(JSON.parse(text))) === note
}

/** Starts the engine on it, self-test included, in a process of its own. Throws with the reason why it does not work. */
function tryOut(): string {
  const engine = join(import.meta.dirname, '../engine/engine.ts')
  const program = `
    const { startEngine } = await import(${JSON.stringify(engine)})
    const answer = await startEngine('tensorflow').then((engine) => engine.info.description, (error) => error)
    process.stdout.write(answer instanceof Error ? 'no: ' + answer.message : 'yes: ' + answer)
    process.exit(0)`
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (answer.startsWith('yes: ')) return answer.slice('yes: '.length)
  throw new Error(answer.slice('no: '.length))
}

function nameOf(source: Source): string {
  if (source.kind === 'here') return source.from
  return `${source.cuda ? 'tensorflow with CUDA' : 'tensorflow-cpu'} ${source.version}`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
