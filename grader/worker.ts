/**
 * The grading process: takes submissions, grades them in the sandbox and stores their reports. Starts
 * only when the sandbox holds against a handful of hostile files. SIGTERM lets it finish what it has.
 */
import { availableParallelism, hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { z } from 'zod'
import packageJson from '../package.json' with { type: 'json' }
import { createClient } from '../prisma/client.ts'
import { openExpected } from './expected.ts'
import { openClaimGrader } from './grade-claim.ts'
import { startLoop } from './queue/loop.ts'
import { openQueue } from './queue/queue.ts'
import { openReferenceRequests } from './queue/reference-queue.ts'
import { startSigns } from './queue/signs.ts'
import { SandboxFault, type Layer, type SandboxPool } from './sandbox/outcome.ts'
import { createPool } from './sandbox/pool.ts'
import { selfTest } from './sandbox/selftest.ts'
import { startSweeper } from './queue/sweeper.ts'
import { endStart, endUnreachable } from './start-failure.ts'
import { startChecks } from './workshop/checks.ts'
import { demandOutputs, openEditions } from './workshop/editions.ts'

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().optional(),
  ATTENDANT_SECRET: z.string().min(1),
  /** How many submissions are graded at once. */
  GRADER_CONCURRENCY: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
})

const leaseMilliseconds = 10_000
const referenceMilliseconds = 30_000
const drainMilliseconds = 30_000

const log = pino({ name: 'grader' })
const {
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  ATTENDANT_SECRET: secret,
  GRADER_CONCURRENCY: concurrency,
} = Environment.parse(process.env)
const queueSettings = {
  databaseUrl,
  redisUrl,
  onError: (error: unknown) => log.warn({ err: error }, 'the queue has a problem'),
}

const pool = await openTestedPool()

const db = createClient(databaseUrl, concurrency + 3)
const [queue, requests] = await Promise.all([
  openQueue(queueSettings),
  openReferenceRequests(queueSettings),
]).catch(endUnreachable)
const editions = openEditions(db, pool)
const expected = openExpected({
  ...{ db, timeoutMilliseconds: referenceMilliseconds },
  requests: demandOutputs(requests, { db, editions, secret }),
})
const name = `${hostname()} ${process.pid}`
const loop = await startLoop({
  ...{ db, log, concurrency, leaseMilliseconds },
  queue: queueSettings,
  worker: name,
  gradeClaim: await openClaimGrader({ db, pool, expected, secret, editions }),
})
const sweeper = startSweeper(db, queue, log)
const checks = startChecks({ db, log, openPool: (size) => createPool({ size }) })
const signs = await startSigns({
  ...{ db, log, counts: loop.counts, onDrained: loop.hold },
  worker: {
    ...{ id: name, kind: 'grader', version: packageJson.version },
    ...{ layers: pool.layers, concurrency },
  },
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void stop(signal))
}
process.send?.({ ready: true, lines: [`${concurrency} at a time`, ...layerLines(pool.layers)] })

/** The sandbox, after it held against the self-test. Ends the process with one line where it does not. */
async function openTestedPool(): Promise<SandboxPool> {
  try {
    // One being used and one being prepared for each submission at a time.
    const opened = await createPool({ size: concurrency + 1 })
    await selfTest(opened)
    return opened
  } catch (error) {
    if (!(error instanceof SandboxFault)) throw error
    endStart(error.message)
  }
}

async function stop(signal: string): Promise<never> {
  log.info({ signal }, 'stopping: finishing what is being graded')
  await Promise.all([sweeper.stop(), checks.stop()])
  const drained = await Promise.race([
    loop.drain().then(() => true),
    sleep(drainMilliseconds, false),
  ])
  // What is left is graded elsewhere once its lease has run out.
  if (!drained) log.warn('stopped before everything was graded')
  await signs.stop().catch((error: unknown) => {
    log.warn({ err: error }, 'the end was not announced')
  })
  editions.close()
  await pool.close()
  if (drained) await Promise.allSettled([queue.close(), requests.close(), db.$disconnect()])
  process.exit(0)
}

function layerLines(layers: readonly Layer[]): string[] {
  const active = layers.filter((layer) => layer.active).map(({ name }) => name)
  const inactive = layers.filter((layer) => !layer.active)
  return [
    `sandbox layers: ${active.join(', ')}`,
    ...inactive.map(({ name, reason }) => `sandbox layer not active: ${name}, because ${reason}`),
  ]
}
