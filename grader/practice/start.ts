/** `npm run practice -- <exercise>`: the stub in practice/, and its shown cases as tests that watch it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { stubOf } from '../../exercises/files.ts'
import { course, exerciseOf } from '../../exercises/index.ts'

const root = resolve(import.meta.dirname, '../..')
const exit = { done: 0, badUsage: 64 } as const

const command = new Command('npm run practice --')
  .description(
    "Puts an exercise's stub into practice/ (what is there already stays) and runs its shown cases " +
      'as tests, again after each change. q ends it.',
  )
  .argument('<exercise>', `one of: ${course.map(({ slug }) => slug).join(', ')}`)
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
    layOut(slug)
    return await runJest(slug, command.opts<{ once?: true }>().once === true)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.done : exit.badUsage
  }
}

/** Writes the stub and the test beside it, unless they are there. */
function layOut(slug: string): void {
  const folder = join(root, 'practice')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${slug}.ts`)
  if (!existsSync(file)) writeFileSync(file, stubOf(slug))
  writeFileSync(
    join(folder, `${slug}.test.ts`),
    `import { practise } from '../grader/practice/suite.ts'\n\n` +
      `practise('${slug}', \`\${import.meta.dirname}/${slug}.ts\`)\n`,
  )
  process.stdout.write(`Your file is practice/${slug}.ts\n`)
}

function runJest(slug: string, once: boolean): Promise<number> {
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const pattern = `<rootDir>/practice/${slug}.test.ts`
  const watching = once ? [] : ['--watchAll']
  const child = spawn(process.execPath, [jest, ...watching, '--testMatch', pattern], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
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
