import { setTimeout as pause } from 'node:timers/promises'
import { solutionSources } from '../../../exercises/files.ts'
import { laneOf } from '../../../grader/queue/claim.ts'
import { ServerRefusal, type Server } from '../../../grader/practice/server.ts'
import { residentBytes, roleBelow } from '../../processes.ts'
import type { Stack } from '../../stack.ts'
import { startFilledStack } from '../filled-stack.ts'
import { megabytes, percentile } from '../measuring.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'one student floods the queue, then two hundred hand in fifty each'

const source = solutionSources('softmax').get('tensor')!
const measuredMilliseconds = 60_000
/** Twenty of them together keep two cores half busy: where nothing is free, whatever comes doubles every wait. */
const thinkingMilliseconds = 10_000
const students = 200

/** `count`: how many the flooder has waiting; the two hundred together have five times as many. */
export async function run(report: Report, { count = 2_000 }: Options): Promise<readonly Result[]> {
  const stack = await startFilledStack(report, { demo: false })
  try {
    const people = await stack.students(20)
    await measure(people, 15_000)
    report('measuring how long people wait with nobody else there')
    const normal = await measure(people, measuredMilliseconds)

    const accepted = await postAtOnce(stack, 200)
    const flooder = await users(stack, 1)
    await fill(stack, flooder, count)
    report(`the same while one student has ${count} waiting`)
    const flooded = await measure(people, measuredMilliseconds)
    report(`p95 ${normal.toFixed(0)} ms before, ${flooded.toFixed(0)} ms now`)
    const still = await left(stack)

    const each = Math.round((5 * count) / students)
    await fill(stack, await users(stack, students), each)
    const total = await left(stack)
    const pids = ['server/main.ts', 'grader/worker.ts'].map((entry) => roleBelow(stack.pid, entry))
    const memory = () => pids.map(residentBytes)
    const before = memory()
    const most = [...before]
    report(`${total} wait; somebody new hands in`)
    const late = await newcomer(stack)
    const began = performance.now()
    for (let rest = await left(stack); rest > 0; rest = await left(stack)) {
      memory().forEach((bytes, at) => (most[at] = Math.max(most[at]!, bytes)))
      report(`${rest} wait`)
      await pause(10_000)
    }
    const seconds = (performance.now() - began) / 1000
    const wrong = await stack.db.submission.count({
      where: { supersededAt: null, NOT: { verdict: 'passed' } },
    })
    const twice = await stack.db.$queryRaw<unknown[]>`
      SELECT "submissionId" FROM "SubmissionEvent" WHERE "kind" = 'verdict'
      GROUP BY "submissionId" HAVING count(*) > 1`
    const growth = most.map((bytes, at) => bytes - before[at]!)
    return [
      {
        name: 'fairness, a flood over HTTP',
        what: '200 files of one student sent at once',
        wanted: 'at most 60 a minute are taken',
        measured: `${accepted} taken`,
        held: accepted <= 60,
      },
      {
        name: 'fairness, one flooder',
        what: `20 students hand in every few seconds, without and with ${count} of another waiting`,
        wanted: 'p95 from accepted to verdict at most twice as long',
        measured: `${normal.toFixed(0)} ms, then ${flooded.toFixed(0)} ms (${(flooded / normal).toFixed(2)} times)${still > 0 ? '' : '; the flood was over before the end'}`,
        held: flooded <= 2 * normal,
      },
      {
        name: 'fairness, a long queue',
        what: `${students} students with ${each} each waiting, and one newcomer`,
        wanted: 'the newcomer is told a place at most one turn of everybody away',
        measured: `told place ${late.told}, graded after ${(late.milliseconds / 1000).toFixed(0)} s`,
        held: late.told <= students + 1,
      },
      {
        name: 'fairness, drain',
        what: `${total} submissions waiting at once`,
        wanted: 'all pass, each once',
        measured: `${(total / seconds).toFixed(1)} a second; ${wrong} not passed, ${twice.length} twice`,
        held: wrong + twice.length === 0,
      },
      {
        name: 'fairness, memory',
        what: 'server and grader while that drained',
        wanted: 'at most 50 MB more than before',
        measured: growth.map(megabytes).join(' and '),
        held: growth.every((bytes) => bytes <= 50 * 2 ** 20),
      },
    ]
  } finally {
    await stack.stop()
  }
}

/** The 95th percentile from accepted to verdict, in milliseconds. */
async function measure(people: readonly Server[], milliseconds: number): Promise<number> {
  const waits: number[] = []
  const end = performance.now() + milliseconds
  await Promise.all(
    people.map(async (one, at) => {
      await pause((at * thinkingMilliseconds) / people.length)
      while (performance.now() < end) {
        waits.push(await wait(one))
        await pause(thinkingMilliseconds)
      }
    }),
  )
  return percentile(waits, 0.95)
}

async function wait(one: Server): Promise<number> {
  const id = await one.submit('softmax', source, undefined)
  const accepted = performance.now()
  for await (const event of one.follow(id)) {
    if (event.kind === 'verdict' && event.verdict !== 'passed') throw new Error(event.verdict)
  }
  return performance.now() - accepted
}

/** How many of so many files of one student are taken. */
async function postAtOnce(stack: Stack, files: number): Promise<number> {
  const [flooder] = await stack.students(1)
  const answers = await Promise.all(
    Array.from({ length: files }, () =>
      flooder!.submit('softmax', source, undefined).catch((error: unknown) => {
        if (error instanceof ServerRefusal) return null
        throw error
      }),
    ),
  )
  return answers.filter((id) => id !== null).length
}

async function users(stack: Stack, count: number): Promise<string[]> {
  const made = await stack.db.user.createManyAndReturn({
    data: Array.from({ length: count }, () => ({
      ...{ name: 'A student', email: `${crypto.randomUUID()}@bench.invalid` },
    })),
  })
  return made.map(({ id }) => id)
}

/** Puts so many of each into the queue, as handing them in one after the other leaves them. */
async function fill(stack: Stack, userIds: readonly string[], each: number): Promise<void> {
  const where = { slug: 'softmax', current: true }
  const version = await stack.db.exerciseVersion.findFirstOrThrow({ where })
  for (let turn = 0; turn < each; turn += 1) {
    await stack.db.submission.createMany({
      data: userIds.map((userId) => ({
        ...{ userId, exercise: 'softmax', kind: 'submit' as const, source },
        ...{ exerciseVersionId: version.id, lane: laneOf('submit'), turn },
      })),
    })
  }
}

const left = (stack: Stack) =>
  stack.db.submission.count({ where: { finishedAt: null, supersededAt: null } })

async function newcomer(stack: Stack): Promise<{ told: number; milliseconds: number }> {
  const [one] = await stack.students(1)
  const started = performance.now()
  let told = Infinity
  for await (const event of one!.follow(await one!.submit('softmax', source, undefined))) {
    if (event.kind === 'queued') told = Math.min(told, event.position)
    if (event.kind === 'started' && told === Infinity) told = 0
  }
  return { told, milliseconds: performance.now() - started }
}
