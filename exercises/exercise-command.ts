/** `npm run exercise`: makes a new exercise, proves one, or publishes it on a server. */
import { Command, CommanderError } from 'commander'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import ora from 'ora'
import { exerciseFolder } from './files.ts'
import { makeExercise, refusalOf, type Made, type Wanted } from './new.ts'
import { publish, type Published } from './publish.ts'
import { ServerRefusal } from './workshop-server.ts'

const exit = { done: 0, problems: 1, failed: 2, badUsage: 64 } as const

const command = new Command('npm run exercise --')
  .description(
    'For authors of exercises; exercises/README.md is their guide. Exits with 1 when an exercise has problems or a ' +
      'server refuses it, with 2 when something failed, with 64 when the command is not understood.',
  )
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

command
  .command('new')
  .description('make a new exercise: all its files, its reference and its place in the course')
  .argument('<slug>', 'lower-case words joined by "-": the name of its folder')
  .option('--code <code>', 'its number in the plan; without, the next E that is free')
  .option('--title <title>', 'what students see; without, the slug in words')
  .option('--track <track>', 'puts it after the last exercise of this track')
  .option('--json', 'print what was made as JSON')
  .action(async (slug: string, { json, ...details }: Omit<Wanted, 'slug'> & { json?: true }) => {
    const wanted = { slug, ...details }
    const refusal = refusalOf(wanted)
    if (refusal !== null) command.error(refusal)
    const made = await makeExercise(wanted)
    process.stdout.write(json ? `${JSON.stringify(made, null, 2)}\n` : told(made))
  })

command
  .command('check')
  .description('the same as npm run check --')
  .argument('[parameters...]', 'see npm run check -- --help')

interface PublishOptions {
  readonly course: string
  readonly reason: string
  readonly server: string
  readonly key?: string
  readonly json?: true
}

command
  .command('publish')
  .description(
    'prove an exercise here, upload it to a course on a server, have it proved there, and give it to students',
  )
  .argument('<slug>', 'the exercise')
  .requiredOption('--course <course>', 'the course that it belongs to, as in its address')
  .requiredOption('--reason <words>', 'why; kept on record, and as what was changed')
  .option(
    '--server <address>',
    'the server',
    process.env['ATTENDANT_URL'] ?? 'http://127.0.0.1:3000',
  )
  .option('--key <key>', 'your API key; better kept in ATTENDANT_KEY', process.env['ATTENDANT_KEY'])
  .option('--json', 'print what came of it as JSON')
  .action(async (slug: string, { json, server, ...options }: PublishOptions) => {
    if (!existsSync(join(exerciseFolder(slug), 'exercise.ts'))) {
      command.error(
        `There is no exercise "${slug}" here; exercises/${slug}/exercise.ts is missing.`,
      )
    }
    if (!URL.canParse(server)) {
      command.error(`"${server}" is no address; wanted one such as https://learn.school.edu.`)
    }
    const spinner = ora({ isSilent: !process.stderr.isTTY || json === true })
    const place = { address: server, course: options.course, slug }
    const found = await publish({
      ...{ ...place, key: options.key, reason: options.reason },
      onStep(step) {
        spinner.start(step)
      },
    }).finally(() => spinner.stop())
    process.stdout.write(
      json ? `${JSON.stringify({ exercise: slug, ...found }, null, 2)}\n` : outcome(slug, found),
    )
    if (found.kind === 'problems') process.exitCode = exit.problems
    if (found.kind === 'notProvedHere') process.exitCode = found.code
  })

if (process.argv[2] === 'check') {
  // It reads the rest of the command line itself, and sets its own exit code.
  process.argv.splice(2, 1)
  await import('./check.ts')
} else {
  process.exitCode = (await main(process.argv.slice(2))) ?? process.exitCode ?? exit.done
}

/** Null where the command says itself how it ended. */
async function main(parameters: readonly string[]): Promise<number | null> {
  try {
    await command.parseAsync(parameters, { from: 'user' })
    return null
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.badUsage
    if (error instanceof ServerRefusal) {
      process.stderr.write(`${error.message}\n`)
      return exit.problems
    }
    process.stderr.write(`That failed: ${error instanceof Error ? error.message : String(error)}\n`)
    return exit.failed
  }
}

function told({ slug, code, title, files }: Made): string {
  return [
    `${code} ${title} is made:`,
    ...files.map((file) => `  ${file}`),
    '',
    'It runs already: a small exercise that you turn into yours. Next:',
    `  npm run check -- ${slug}`,
    '    says what is still to be written',
    '  exercises/README.md',
    '    says in which order, and what each message of the check means',
    '',
  ].join('\n')
}

function outcome(slug: string, found: Published): string {
  switch (found.kind) {
    case 'published':
      return `${slug} is published: students have version ${found.version}.\n`
    case 'unchanged':
      return `Students have these files already: ${slug} is published as version ${found.version}.\n`
    case 'notProvedHere':
      return `${slug} is not published: the check here did not prove it.\n`
    case 'problems':
      return [`${slug} is not published:`, ...found.problems.map((one) => `  ${one}`), ''].join(
        '\n',
      )
  }
}
