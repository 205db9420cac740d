/**
 * A grading process that a test can stop, freeze and kill. Its grader says what it claimed, then waits
 * until it is told `finish`.
 */
import { pino } from 'pino'
import { startLoop } from '../../grader/queue/loop.ts'
import { createClient } from '../../prisma/client.ts'
import { reportOf } from '../grader/a-report.ts'

const databaseUrl = process.env['DATABASE_URL'] as string
const say = (message: object) => process.send?.(message)
const log = pino(
  {},
  { write: (line: string) => say({ log: (JSON.parse(line) as { msg: string }).msg }) },
)
const db = createClient(databaseUrl)

const loop = await startLoop({
  db,
  queue: {
    databaseUrl,
    redisUrl: process.env['REDIS_URL'],
    onError: (error) => say({ log: String(error) }),
  },
  worker: `process ${process.pid}`,
  concurrency: 1,
  leaseMilliseconds: 1_500,
  log,
  async gradeClaim(claim) {
    say({ claimed: claim.id, epoch: claim.epoch })
    await new Promise((resolve) => process.once('message', resolve))
    return { report: reportOf(claim.exercise) }
  },
})

process.once('SIGTERM', () => {
  say({ log: 'draining' })
  void loop.drain().then(async () => {
    await db.$disconnect()
    process.disconnect?.()
  })
})
say({ ready: true })
