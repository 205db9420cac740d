/** The queue on a real Redis, which forgets, crashes and restarts. Needs a redis-server on this machine. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from '../../../server/processes/free-port.ts'
import { openGraders, slowly, type Graders } from '../graders.ts'
import { openLoad, type Load } from '../load.ts'
import { badAnswers, brokenPromises } from '../outages.ts'
import type { Options, Report, Result } from './result.ts'

export const what = '100 submissions while Redis forgets everything, crashes and restarts'

const binary = process.env['REDIS_SERVER'] ?? 'redis-server'

export async function run(report: Report, { count = 100 }: Options): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'attendant-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let redis = await start(port, folder).catch(() => null)
  if (!redis) return [notRun()]
  // Every process of ours that is started from here on has its queue there.
  process.env['REDIS_URL'] = url
  const admin = new Redis(url, { maxRetriesPerRequest: null })
  admin.on('error', () => undefined)
  const graders = await openGraders()
  try {
    const address = await graders.serve()
    await Promise.all([1, 2].map(() => graders.start({ alterations: [slowly(100)] })))
    const load = await openLoad(graders, address, count)
    const handingIn = load.handIn(2)
    for (const [at, how] of (['forget', 'crash', 'forget', 'restart'] as const).entries()) {
      while (load.accepted.size < (count * (at + 1)) / 6) await sleep(20)
      report(`${how} after ${load.accepted.size} submissions`)
      if (how === 'forget') await admin.flushall()
      else redis = await restart(redis, how, port, folder)
    }
    await handingIn
    await graders.allEnded()
    return [await judge(graders, load, report), await refuses(graders, admin)]
  } finally {
    admin.disconnect()
    await graders.stop()
    await end(redis, 'SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
}

async function judge(graders: Graders, load: Load, report: Report): Promise<Result> {
  const refused = load.answers.filter(({ status }) => status >= 300)
  const wrongs = [
    ...badAnswers(load),
    ...refused.map(({ status, text }) => `refused: ${status} ${text}`),
    ...(await brokenPromises(graders, load)),
  ]
  for (const one of wrongs) report(one)
  return {
    name: 'Redis restarts',
    what: `${load.accepted.size} submissions with the queue on Redis: FLUSHALL twice, one crash, one restart`,
    wanted: 'each taken at once and graded once',
    measured: `${refused.length} refused, ${wrongs.length} broken promises`,
    held: wrongs.length === 0,
  }
}

async function refuses(graders: Graders, admin: Redis): Promise<Result> {
  await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
  const said = await graders.start().then(
    () => 'it started',
    (error: unknown) => (error as Error).message,
  )
  const held = said.includes('code 78') && said.includes('maxmemory-policy allkeys-lru')
  return {
    name: 'Redis that may forget',
    what: 'a grader is started with a Redis whose maxmemory-policy is allkeys-lru',
    wanted: 'it says what to set, and does not start',
    measured: held ? 'so it did' : said,
    held,
  }
}

function notRun(): Result {
  return {
    name: 'Redis restarts',
    what: 'nothing: there is no redis-server here; name one with REDIS_SERVER',
    wanted: 'each submission graded once while Redis forgets, crashes and restarts',
    measured: 'not run',
    held: false,
  }
}

async function start(port: number, folder: string): Promise<ChildProcess> {
  const keepsNothing = ['--save', '', '--appendonly', 'no']
  const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder]
  const child = spawn(binary, [...place, ...keepsNothing], { stdio: 'ignore' })
  await once(child, 'spawn')
  return child
}

async function restart(
  redis: ChildProcess,
  how: 'crash' | 'restart',
  port: number,
  folder: string,
): Promise<ChildProcess> {
  await end(redis, how === 'crash' ? 'SIGKILL' : 'SIGTERM')
  await sleep(3_000)
  return await start(port, folder)
}

async function end(redis: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (redis.exitCode !== null || redis.signalCode !== null) return
  const ended = once(redis, 'exit')
  redis.kill(signal)
  await ended
}
