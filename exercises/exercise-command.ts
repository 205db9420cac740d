/** `npm run exercise`: makes a new exercise, or proves one. */
import { Command, CommanderError } from 'commander'
import { makeExercise, refusalOf, type Made, type Wanted } from './new.ts'

const exit = { made: 0, failed: 2, badUsage: 64 } as const

const command = new Command('npm run exercise --')
  .description(
    'For authors of exercises; exercises/README.md is their guide. Exits with 2 when the files could not be ' +
      'written, with 64 when the exercise is refused or the command is not understood.',
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

if (process.argv[2] === 'check') {
  // It reads the rest of the command line itself, and sets its own exit code.
  process.argv.splice(2, 1)
  await import('./check.ts')
} else {
  process.exitCode = await main(process.argv.slice(2))
}

async function main(parameters: readonly string[]): Promise<number> {
  try {
    await command.parseAsync(parameters, { from: 'user' })
    return exit.made
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.made : exit.badUsage
    process.stderr.write(
      `The exercise was not made: ${error instanceof Error ? error.message : String(error)}\n`,
    )
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
