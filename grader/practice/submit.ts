/** `npm run submit -- <exercise> [file]`: hands a file in at a server and follows it live. */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import ora from 'ora'
import { explainReport } from '../explain.ts'
import type { Language } from '../explain/words.ts'
import { languageOption } from '../language.ts'
import type { ProgressEvent, Report } from '../report.ts'
import { readSourceFile } from '../source-file.ts'
import {
  apiKey,
  connect,
  demoStudent,
  ServerRefusal,
  type Credentials,
  type Server,
} from './server.ts'

const exit = { graded: 0, refused: 1, badUsage: 64 } as const

interface Options {
  readonly url: string
  readonly key?: string
  readonly assignment?: string
  readonly hints: number
  readonly language: Language
  readonly json?: true
}

const command = new Command('npm run submit --')
  .description(
    'Hands a file in and follows it until its verdict. At a demonstration it needs no key. Exits with 0 whatever the verdict, with 1 ' +
      'when the server refuses, with 64 when the command is not understood.',
  )
  .argument('<exercise>', 'the exercise, for example attention')
  .argument('[file]', 'the file; without one, practice/<exercise>.ts')
  .option('--url <address>', 'the server', process.env['ATTENDANT_URL'] ?? 'http://127.0.0.1:3000')
  .option('--key <key>', 'your API key; better kept in ATTENDANT_KEY', process.env['ATTENDANT_KEY'])
  .option(
    '--assignment <id>',
    'which assignment it is for, if the exercise is given in several courses',
  )
  .option(
    '--hints <number>',
    'how many rungs of the ladder of hints to unlock and show, 0 to 99',
    rungs,
    1,
  )
  .addOption(languageOption())
  .option('--json', 'print the report as JSON')
  .exitOverride()
  .showHelpAfterError('(--help shows how to use it)')

process.exitCode = await main(process.argv.slice(2))

async function main(parameters: readonly string[]): Promise<number> {
  try {
    command.parse(parameters, { from: 'user' })
    const [exercise, file] = command.processedArgs as [string, string | undefined]
    const options = command.opts<Options>()
    const source = await readSource(file ?? `practice/${exercise}.ts`)
    const server = connect(options.url, await credentialsFrom(options))
    const graded = await handIn(server, exercise, source, options)
    process.stdout.write(graded ? asText(graded, options) : '')
    return exit.graded
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.graded : exit.badUsage
    if (!(error instanceof ServerRefusal)) throw error
    process.stderr.write(`${error.message}\n`)
    return exit.refused
  }
}

interface Graded {
  readonly report: Report
  readonly ladder: { readonly shown: readonly string[]; readonly total: number }
}

async function handIn(
  server: Server,
  exercise: string,
  source: string,
  { assignment, json, hints, language }: Options,
): Promise<Graded | null> {
  const id = await server.submit(
    exercise,
    source,
    assignment ?? (await onlyAssignment(server, exercise)),
  )
  const spinner = ora({
    text: 'Accepted',
    isSilent: !process.stderr.isTTY || json === true,
  }).start()
  try {
    for await (const event of server.follow(id)) spinner.text = progressOf(event)
    const result = await server.resultOf(id, language)
    if (!result.report) return null
    const unlocks = result.hints !== null && hints > 0
    const ladder = unlocks ? await server.unlockHints(id, hints, language) : result.hints
    return { report: result.report, ladder: ladder ?? { shown: [], total: 0 } }
  } finally {
    spinner.stop()
  }
}

/** The one assignment that a student has of an exercise; none when it is only practised. */
async function onlyAssignment(server: Server, exercise: string): Promise<string | undefined> {
  const given = await server.assignmentsOf(exercise)
  if (given.length > 1) {
    const choices = given.map((one) => `  --assignment ${one.assignment}   ${one.course.title}`)
    return command.error(
      `"${exercise}" is given in several courses; add one of:\n${choices.join('\n')}`,
    )
  }
  return given[0]?.assignment
}

function progressOf(event: ProgressEvent): string {
  switch (event.kind) {
    case 'queued':
      if (event.paused !== undefined) return `Grading is paused: ${event.paused}`
      return event.etaMilliseconds === null
        ? `Queued, ${event.position} before you`
        : `Queued, ${event.position} before you, about ${Math.ceil(event.etaMilliseconds / 1000)} s`
    case 'started':
      return 'Started'
    case 'case':
      return `Case ${event.done} of ${event.of}`
    case 'requeued':
      return `The grader failed, not your code (${event.reference}); it is queued again`
    case 'superseded':
      return 'Replaced by a newer submission of yours'
    case 'verdict':
      return 'Graded'
  }
}

async function credentialsFrom({ key, url }: Options): Promise<Credentials> {
  // An empty ATTENDANT_KEY is none.
  if (key) return apiKey(key)
  const demo = await demoStudent(url)
  if (demo) return demo
  throw new ServerRefusal(
    `No API key, and ${url} is no demonstration. Make a key on your account page there (${url}/account), and set ATTENDANT_KEY to it.`,
  )
}

async function readSource(file: string): Promise<string> {
  return readSourceFile(file).catch((error: unknown) => command.error((error as Error).message))
}

function rungs(text: string): number {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number from 0 to 99.')
}

function asText({ report, ladder }: Graded, { json, language }: Options): string {
  if (json) return `${JSON.stringify(report, null, 2)}\n`
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  return `${explainReport(report, { ladder, colour, language })}\n`
}
