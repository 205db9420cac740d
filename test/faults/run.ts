/**
 * `npm run test:faults`: the fault tests that take long, each in a process of its own, one after the
 * other. What one of them starts, that process stops, also when the tests are interrupted.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import type { LongTest, Result } from './long/result.ts'
import type { Said, Wanted } from './long-process.ts'

const names = readdirSync(join(import.meta.dirname, 'long'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => name !== 'result')
  .sort()

interface Chosen {
  readonly list?: true
  readonly only?: string
  readonly count?: number
  readonly json?: true
}

const machine = {
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
}

/** No test takes as long; one that does hangs, and counts as one that did not hold. */
const mostMinutes = 180

let interrupted: number | undefined
let running: ChildProcess | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // One Ctrl-C arrives twice: from the terminal, and from the process that started this one.
    if (interrupted !== undefined && performance.now() - interrupted < 1_000) return
    if (interrupted !== undefined) process.exit(130)
    interrupted = performance.now()
    process.stderr.write('\nstopping what was started; once more to leave it\n')
    stop(running)
  })
}

const command = new Command('npm run test:faults --')
  .description(
    'Breaks the running product on purpose, for long, and says whether it kept its promises.',
  )
  .option('--list', 'say what there is, and run nothing')
  .addOption(new Option('--only <name>', 'run one of them').choices(names))
  .option('--count <number>', 'how many, for the tests that count something', wholeNumber)
  .option('--json', 'print the results as JSON')
  .addHelpText('after', '\nThe exit code is 1 when something did not hold.')
  .exitOverride()

try {
  command.parse()
  process.exitCode = await main(command.opts<Chosen>())
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 64
}

async function main({ list, only, count, json }: Chosen): Promise<number> {
  if (list) {
    for (const name of names) {
      const { what } = (await import(`./long/${name}.ts`)) as LongTest
      process.stdout.write(`${name.padEnd(22)} ${what}\n`)
    }
    return 0
  }
  const results: Result[] = []
  for (const name of names.filter((one) => only === undefined || one === only)) {
    results.push(...(await runOne({ name, ...(count !== undefined && { count }) })))
    if (interrupted !== undefined) return 130
  }
  process.stdout.write(json ? `${JSON.stringify({ machine, results }, null, 2)}\n` : table(results))
  return results.every(({ held }) => held) ? 0 : 1
}

/** In a process of its own: what it leaves in memory, and its end by a fault, touch no other test. */
async function runOne(wanted: Wanted): Promise<readonly Result[]> {
  const started = performance.now()
  const elapsed = () => `${((performance.now() - started) / 1000).toFixed(0)} s`.padStart(6)
  const tell = (line: string) => process.stderr.write(`${elapsed()}  ${wanted.name}: ${line}\n`)
  const child = fork(join(import.meta.dirname, 'long-process.ts'), [JSON.stringify(wanted)], {
    // A group of its own: Ctrl-C reaches it through `stop` alone, and PostgreSQL after those who use it.
    detached: true,
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  running = child
  const limit = setTimeout(() => {
    tell(`not done after ${mostMinutes} minutes, stopping it`)
    stop(child)
  }, mostMinutes * 60_000)
  let results: readonly Result[] | undefined
  child.on('message', (said: Said) => {
    if ('line' in said) tell(said.line)
    else results = said.results
  })
  tell('begins')
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  clearTimeout(limit)
  for (const { held, name, measured } of results ?? []) {
    tell(`${held ? 'held' : 'DID NOT HOLD'}: ${name}: ${measured}`)
  }
  if (results && code === 0) return results
  const how = `ended with ${signal ?? `code ${code}`}; its last lines say why`
  const failed = { name: wanted.name, what: 'the test itself', wanted: 'a result' }
  return [...(results ?? []), { ...failed, measured: how, held: false }]
}

/** Asks the process to stop what it started; it ends itself afterwards. */
function stop(child: ChildProcess | undefined): void {
  if (child?.connected) child.send('stop')
}

/** Markdown, so that it can be pasted where it is read. */
function table(results: readonly Result[]): string {
  const { processor, cores, memoryGigabytes, node, platform } = machine
  const rows = results.map(({ name, what, wanted, measured, held }) =>
    [name, what, wanted, measured, held ? 'yes' : '**no**'].map(asCell).join(' | '),
  )
  return [
    `${cores} cores of ${processor}, ${memoryGigabytes} GiB, Node ${node}, ${platform}`,
    '',
    '| Test | What was done | Wanted | Measured | Held |',
    '|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n')
}

function asCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('It wants a whole number above 0.')
}
