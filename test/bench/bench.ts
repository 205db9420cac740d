/** `npm run bench`: measures this machine and prints the numbers with their goals. */
import { availableParallelism, cpus, totalmem } from 'node:os'
import { Command, CommanderError, Option } from 'commander'
import ora from 'ora'
import type { Exercise } from '../../exercises/exercise.ts'
import { solutionSources } from '../../exercises/files.ts'
import { course, exerciseOf } from '../../exercises/index.ts'
import { bareJest } from './bare-jest.ts'
import { computeRatio } from './compute.ts'
import { startStack } from '../stack.ts'
import { idleLatency, sustainedRate } from './submissions.ts'

const command = new Command('npm run bench --')
  .description(
    'Measures accepted-to-verdict latency, sustained rate, the cost of the sandbox and bare Jest on this machine.',
  )
  .addOption(
    new Option('--exercise <slug>', 'the exercise to hand in')
      .choices(course.map(({ slug }) => slug))
      .default('attention'),
  )
  .option('--count <number>', 'submissions in each measurement', '200')
  .option('--json', 'print the numbers as JSON')
  .exitOverride()

try {
  command.parse()
  await main(command.opts<{ exercise: string; count: string; json?: true }>())
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 64
}

async function main(options: { exercise: string; count: string; json?: true }): Promise<void> {
  const exercise = exerciseOf(options.exercise) as Exercise
  const source = solutionSources(exercise.slug).get('tensor') as string
  const count = Number(options.count)
  const work = { exercise: exercise.slug, source, count }
  const spinner = ora({ isSilent: !process.stderr.isTTY || options.json === true })
  const progress = (what: string, of: number) => (done: number) => {
    spinner.text = `${what}: ${done} of ${of}`
  }

  spinner.start('starting everything')
  const stack = await startStack({ demo: false })
  const { readyMilliseconds } = stack
  let latency
  let rate
  try {
    const students = await stack.students(20)
    spinner.text = 'filling the pool of expected outputs'
    await stack.filled()
    await idleLatency(students, { ...work, count: 40 }, progress('warming up', 40))
    latency = await idleLatency(students, work, progress('one after the other', count))
    rate = await sustainedRate(students, work, progress('all at once', count))
  } finally {
    await stack.stop()
  }
  spinner.text = 'sandbox against plain Node'
  const compute = await computeRatio(exercise)
  spinner.text = 'bare Jest'
  const jest = Math.min(...(await bareJest(exercise.slug, 5)))
  spinner.stop()

  const measured = {
    machine: {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryGigabytes: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    },
    exercise: exercise.slug,
    cases: exercise.cases.length,
    readyMilliseconds,
    latency,
    submissionsPerSecond: rate,
    compute,
    bareJestMilliseconds: jest,
    timesFasterThanBareJest: jest / latency.p50,
  }
  process.stdout.write(options.json ? `${JSON.stringify(measured, null, 2)}\n` : asText(measured))
}

function asText(measured: {
  machine: { processor: string; cores: number; memoryGigabytes: number; node: string }
  exercise: string
  cases: number
  readyMilliseconds: number
  latency: { submissions: number; p50: number; p95: number; p99: number; max: number }
  submissionsPerSecond: number
  compute: { sandbox: number; plain: number; ratio: number }
  bareJestMilliseconds: number
  timesFasterThanBareJest: number
}): string {
  const { machine, latency, compute } = measured
  const whole = (value: number) => `${Math.round(value)} ms`
  const rows = [
    ['accepted → verdict, idle, p50', whole(latency.p50), '<= 60 ms'],
    ['accepted → verdict, idle, p95', whole(latency.p95), ''],
    ['accepted → verdict, idle, p99', whole(latency.p99), '<= 300 ms'],
    ['sustained', `${measured.submissionsPerSecond.toFixed(1)} /s`, '>= 14 /s'],
    ['compute in the sandbox / in plain Node', compute.ratio.toFixed(2), '<= 1.1'],
    ['bare Jest, the same cases, best of 5', whole(measured.bareJestMilliseconds), ''],
    ['faster than bare Jest', `${measured.timesFasterThanBareJest.toFixed(1)} ×`, '>= 10 ×'],
    ['start to ready, packages installed', whole(measured.readyMilliseconds), '<= 5000 ms'],
  ]
  return [
    `${machine.cores} cores of ${machine.processor}, ${machine.memoryGigabytes} GiB, Node ${machine.node}`,
    `exercise ${measured.exercise}, ${measured.cases} cases, ${latency.submissions} submissions`,
    ...rows.map(
      ([what, value, goal]) =>
        `  ${(what as string).padEnd(40)} ${(value as string).padStart(10)}   ${goal as string}`,
    ),
    '',
  ].join('\n')
}
