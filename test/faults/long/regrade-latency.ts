import { setTimeout as pause } from 'node:timers/promises'
import { solutionSources } from '../../../exercises/files.ts'
import type { Server } from '../../../grader/practice/server.ts'
import { newApiKey } from '../../../server/api-keys.ts'
import type { Stack } from '../../stack.ts'
import { startFilledStack } from '../filled-stack.ts'
import { percentile } from '../measuring.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'students hand in while all that was graded before is graded again'

const exercise = 'attention'
const source = solutionSources(exercise).get('tensor')!
const measurements = 40

/** `count`: how many are graded, and then graded again. */
export async function run(report: Report, { count = 300 }: Options): Promise<readonly Result[]> {
  const stack = await startFilledStack(report, { demo: true })
  try {
    const students = await stack.students(30)
    const course = await enrol(stack)
    report(`${count} submissions are graded`)
    await Promise.all(
      students.map(async (one, at) => {
        for (let done = at; done < count; done += students.length) await wait(one)
      }),
    )
    const some = students.slice(0, 5)
    await measure(some, 5, () => Promise.resolve(true))
    const quiet = await measure(some, measurements, () => Promise.resolve(true))
    const regrade = await startRegrade(stack, course)
    const waits = { regradeId: regrade, finishedAt: null }
    const goesOn = async () => (await stack.db.submission.count({ where: waits })) > 3
    report(`quiet: ${told(quiet)}; the regrade begins`)
    const during = await measure(some, measurements, goesOn)
    report(`during it: ${told(during)}`)
    const rows = (['p50', 'p95'] as const).map((which) => ({
      name: `regrade-latency, ${which}`,
      what: `one of five students at a time, without and with a regrade of ${count}`,
      wanted: 'at most twice as long from accepted to verdict',
      measured: `${quiet[which].toFixed(0)} ms, then ${during[which].toFixed(0)} ms (${(during[which] / quiet[which]).toFixed(2)} times; ${during.count} measured)`,
      held: during[which] <= 2 * quiet[which],
    }))
    const began = performance.now()
    while (await goesOn()) await pause(1_000)
    report(`the rest of the regrade took ${((performance.now() - began) / 1000).toFixed(0)} s more`)
    return rows
  } finally {
    await stack.stop()
  }
}

/** Everybody becomes a student of the demonstration course, whose assignments take any number of attempts. */
async function enrol({ db }: Stack): Promise<string> {
  const { id, slug } = await db.course.findFirstOrThrow()
  const people = await db.user.findMany({ where: { email: { endsWith: '@bench.invalid' } } })
  await db.enrolment.createMany({
    data: people.map((user) => ({ userId: user.id, courseId: id, role: 'student' as const })),
  })
  return slug
}

async function startRegrade({ db, address }: Stack, course: string): Promise<string> {
  const where = { email: 'instructor@demo.invalid' }
  const { id } = await db.user.findUniqueOrThrow({ where })
  const { key, start, hash } = newApiKey()
  await db.apiKey.create({ data: { userId: id, name: 'regrade', start, hash } })
  const response = await fetch(`${address}/api/courses/${course}/regrades`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ exercise, scope: { which: 'all' }, reason: 'measuring' }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return ((await response.json()) as { id: string }).id
}

interface Latency {
  readonly count: number
  readonly p50: number
  readonly p95: number
}

async function measure(
  students: readonly Server[],
  count: number,
  goesOn: () => Promise<boolean>,
): Promise<Latency> {
  const milliseconds: number[] = []
  while (milliseconds.length < count && (await goesOn())) {
    milliseconds.push(await wait(students[milliseconds.length % students.length]!))
    await pause(250)
  }
  const [p50, p95] = [percentile(milliseconds, 0.5), percentile(milliseconds, 0.95)]
  return { count: milliseconds.length, p50, p95 }
}

async function wait(one: Server): Promise<number> {
  const id = await one.submit(exercise, source, undefined)
  const accepted = performance.now()
  for await (const event of one.follow(id)) {
    if (event.kind === 'verdict' && event.verdict !== 'passed') throw new Error(event.verdict)
  }
  return performance.now() - accepted
}

const told = ({ p50, p95 }: Latency) => `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`
