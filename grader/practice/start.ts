/** `npm run practice -- <exercise>`: the stub in practice/, and its shown cases as tests that watch it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { stubOf } from '../../exercises/files.ts'
import { course, exerciseOf } from '../../exercises/index.ts'
import type { Language } from '../explain/words.ts'
import { languageOption } from '../language.ts'

const root = resolve(import.meta.dirname, '../..')
const exit = { done: 0, badUsage: 64 } as const

interface Options {
  readonly folder: string
  readonly once?: true
  readonly language: Language
}

const command = new Command('npm run practice --')
  .description(
    "Puts an exercise's stub into practice/ (what is there already stays) and runs its shown cases " +
      'as tests, again after each change. q ends it.',
  )
  .argument('<exercise>', `one of: ${course.map(({ slug }) => slug).join(', ')}`)
  .option('--folder <path>', 'where your file is, inside the project', 'practice')
  .addOption(languageOption())
  .option('--once', 'run the tests once instead of watching; exits with 1 when one fails')
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

process.exitCode = await main(process.argv.slice(2))

async function main(parameters: readonly string[]): Promise<number> {
  try {
    command.parse(parameters, { from: 'user' })
    const slug = command.args[0] as string
    if (!exerciseOf(slug)) {
      command.error(
        `There is no exercise "${slug}"; choose one of: ${course.map((one) => one.slug).join(', ')}.`,
      )
    }
    const { folder, once = false, language } = command.opts<Options>()
    layOut(slug, folder)
    return await runJest(join(folder, `${slug}.test.ts`), once, language)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.done : exit.badUsage
  }
}

/** Writes the stub, unless it is there, and the test beside it. */
function layOut(slug: string, folder: string): void {
  const absolute = join(root, folder)
  mkdirSync(absolute, { recursive: true })
  const file = join(absolute, `${slug}.ts`)
  if (!existsSync(file)) writeFileSync(file, stubOf(slug))
  const suite = relative(absolute, join(import.meta.dirname, 'suite.ts')).replaceAll('\\', '/')
  writeFileSync(
    join(absolute, `${slug}.test.ts`),
    `import { practise } from '${suite}'\n\n` +
      `practise('${slug}', \`\${import.meta.dirname}/${slug}.ts\`)\n`,
  )
  process.stdout.write(`Your file is ${join(folder, slug)}.ts\n`)
}

function runJest(testFile: string, once: boolean, language: Language): Promise<number> {
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const watching = once ? [] : ['--watchAll']
  // Where in our suite a test failed is no help to a student.
  const parameters = ['--noStackTrace', ...watching, '--testMatch', `<rootDir>/${testFile}`]
  const child = spawn(process.execPath, [jest, ...parameters], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ATTENDANT_LANGUAGE: language,
      NODE_OPTIONS: '--experimental-vm-modules --no-node-snapshot --no-warnings',
    },
  })
  // Ctrl-C reaches Jest by itself, being in the same group; this process only waits for it.
  process.on('SIGINT', () => undefined)
  return new Promise((resolveExit, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolveExit(code ?? exit.done))
  })
}
