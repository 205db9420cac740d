/** `npm run grade -- <exercise> <file>`: grades a file without the server. */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { course, exerciseOf } from '../exercises/index.ts'
import type { Exercise } from '../exercises/exercise.ts'
import { openGrader } from './at-home.ts'
import { explainReport } from './explain.ts'
import type { Language } from './explain/words.ts'
import { languageOption } from './language.ts'
import type { Report } from './report.ts'
import { readSourceFile } from './source-file.ts'

/** Exit codes: whatever the verdict, grading worked; the grader failed; the command was not understood. */
const exit = { graded: 0, graderFailed: 2, badUsage: 64 } as const

interface Options {
  readonly json?: true
  readonly case?: string
  readonly seed?: number
  readonly hints: number
  readonly language: Language
}

const command = new Command('npm run grade --')
  .description(
    'Grades a file against an exercise and prints the report. Exits with 0 whatever the verdict, ' +
      'with 2 when the grader itself failed, with 64 when the command is not understood.',
  )
  .argument('<exercise>', `one of: ${course.map(({ slug }) => slug).join(', ')}`, parseExercise)
  .argument('<file>', 'the TypeScript file to grade')
  .option('--case <name>', 'grade this case alone: its name, or its number from 1')
  .option('--seed <number>', 'the seed of the random inputs, to repeat a run', parseSeed)
  .option('--hints <number>', 'how many rungs of the ladder of hints to show', parseCount, 1)
  .addOption(languageOption())
  .option('--json', 'print the report as JSON')
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

process.exitCode = await main(process.argv.slice(2))

async function main(parameters: readonly string[]): Promise<number> {
  let exercise: Exercise
  let file: string
  let source: string
  let only: string | undefined
  try {
    command.parse(parameters, { from: 'user' })
    ;[exercise, file] = command.processedArgs as [Exercise, string]
    only = findCase(exercise, command.opts<Options>().case)
    source = await readSource(file)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exit.graded : exit.badUsage
  }
  try {
    const options = command.opts<Options>()
    const report = await gradeOnce(exercise, source, { ...options, ...(only && { only }) })
    process.stdout.write(
      options.json
        ? `${JSON.stringify(report, null, 2)}\n`
        : `${explainReport(report, {
            hints: options.hints,
            language: options.language,
            built: exercise.built,
            file,
            colour: process.stdout.isTTY && !process.env['NO_COLOR'],
          })}\n`,
    )
    return exit.graded
  } catch (error) {
    process.stderr.write(`The grader failed, not your code: ${describe(error)}\n`)
    return exit.graderFailed
  }
}

async function gradeOnce(
  exercise: Exercise,
  source: string,
  options: { seed?: number; only?: string },
): Promise<Report> {
  const grader = await openGrader()
  try {
    return await grader.grade(exercise, source, { mode: 'submit', ...options })
  } finally {
    await grader.close()
  }
}

function parseExercise(slug: string): Exercise {
  const exercise = exerciseOf(slug)
  if (!exercise) {
    throw new InvalidArgumentError(
      `There is no exercise "${slug}"; choose one of: ${course.map((one) => one.slug).join(', ')}.`,
    )
  }
  return exercise
}

function parseSeed(text: string): number {
  const seed = Number(text)
  if (!Number.isInteger(seed) || Math.abs(seed) > 2 ** 32) {
    throw new InvalidArgumentError(`"${text}" is not a whole number of at most 32 bits.`)
  }
  return seed
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 0) {
    throw new InvalidArgumentError(`"${text}" is not a number of hints; use 0, 1, 2, …`)
  }
  return count
}

function findCase(exercise: Exercise, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined
  const found = exercise.cases.find(
    (aCase, position) => aCase.name === wanted || String(position + 1) === wanted,
  )
  if (found === undefined) {
    const names = exercise.cases.map((aCase, position) => `  ${position + 1}  ${aCase.name}`)
    return command.error(`There is no case "${wanted}"; the cases are:\n${names.join('\n')}`)
  }
  return found.name
}

async function readSource(file: string): Promise<string> {
  return readSourceFile(file).catch((error: unknown) => command.error(describe(error)))
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
