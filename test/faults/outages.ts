/** The database goes away under load, again and again, and comes back on the same port. */
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../grader/practice/server.ts'
import { broken, type Graders } from './graders.ts'
import type { Load } from './load.ts'
import type { Alteration } from '../alter.ts'

/** Widens the moments at which a database may go away: after a claim, and before the result is written. */
export const wide = (milliseconds: number): readonly Alteration[] => [
  {
    file: 'grader/queue/loop.ts',
    find: '  const progress = progressWriter(db, claim)\n',
    replace: `  await new Promise((resume) => setTimeout(resume, ${milliseconds}))
  const progress = progressWriter(db, claim)\n`,
  },
  {
    file: 'grader/queue/loop.ts',
    find: '    const saved = await saveReport(',
    replace: `    await new Promise((resume) => setTimeout(resume, ${milliseconds}))
    const saved = await saveReport(`,
  },
]

export interface Outage {
  readonly how: 'fast' | 'immediate'
  /** From when the database was back until a file was acknowledged. */
  readonly acceptedAfterSeconds: number
}

/** What a visitor asks for meanwhile. */
const questions = [
  ['GET', '/healthz'],
  ['GET', '/api/session'],
  ['GET', '/api/courses'],
  ['GET', '/api/submissions/none'],
  ['GET', '/api/exercises/softmax'],
] as const

/** Ends the database while something is being graded, keeps it away for a while, and starts it again. */
export async function outage(
  { db, postgres }: Graders,
  load: Load,
  how: Outage['how'],
): Promise<Outage> {
  const isAtWork = { worker: { not: null }, finishedAt: null }
  while ((await db.submission.count({ where: isAtWork })) === 0) await sleep(20)
  await postgres.down(how)
  await Promise.all(questions.map(([method, path]) => load.ask(method, path)))
  await sleep(2_000)
  await Promise.all(questions.map(([method, path]) => load.ask(method, path)))
  await postgres.up()
  const back = performance.now()
  const before = load.accepted.size
  while (load.accepted.size === before) await sleep(20)
  return { how, acceptedAfterSeconds: (performance.now() - back) / 1000 }
}

/** Answers that a client cannot make anything of: neither a success, nor a refusal that says when to come back. */
export function badAnswers({ answers, unanswered }: Load): string[] {
  const bad = answers.filter(({ status, retryAfter, text }) => {
    if (status >= 500 && (status !== 503 || retryAfter === null)) return true
    return /\bat \S+ \(|node_modules|\/prisma\/|ECONNREFUSED/.test(text)
  })
  return [
    ...bad.map(({ method, path, status, text }) => `${method} ${path}: ${status} ${text}`),
    ...unanswered,
  ]
}

/** What is wrong with what was acknowledged, or is there without having been. */
export async function brokenPromises({ db }: Graders, { accepted }: Load): Promise<string[]> {
  const rows = await db.submission.findMany({ select: { id: true, verdict: true } })
  const verdicts = new Map(rows.map(({ id, verdict }) => [id, verdict]))
  const wrong = Array.from(accepted).flatMap(([id, { verdict }]) =>
    verdicts.get(id) === verdict ? [] : [`${id} is ${verdicts.get(id)}, not ${verdict}`],
  )
  const unasked = rows.flatMap(({ id }) =>
    accepted.has(id) ? [] : [`${id} was never acknowledged`],
  )
  return [...wrong, ...unasked, ...(await broken(db))]
}

/** Seconds until the verdict of a new file is told to somebody who follows it, over the server's LISTEN. */
export async function toldAfterSeconds(address: string, key: string, source: string) {
  const client = connect(address, { Authorization: `Bearer ${key}` })
  const began = performance.now()
  const kinds: string[] = []
  const id = await client.submit('softmax', source, undefined)
  for await (const { kind } of client.follow(id)) kinds.push(kind)
  return { id, kinds, seconds: (performance.now() - began) / 1000 }
}
