/** The disk of the database fills up to its last byte under load, and is freed again. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openGraders, slowly } from './graders.ts'
import { openLoad } from './load.ts'
import { badAnswers, brokenPromises } from './outages.ts'
import { makeSmallDisk } from './small-disk.ts'

interface FullDisk {
  readonly accepted: number
  /** Refused while the disk was full. */
  readonly refused: number
  readonly wrongs: readonly string[]
}

/** Megabytes: a new database takes a third of it. */
const size = 160

/** A sentence that says why where there can be no such disk. */
export async function fillDisk(count: number): Promise<FullDisk | string> {
  const disk = await makeSmallDisk(size)
  if (typeof disk === 'string') return disk
  const graders = await openGraders(disk.folder)
  try {
    const address = await graders.serve()
    const environment = { GRADER_CONCURRENCY: '2' }
    await graders.start({ alterations: [slowly(30)], environment })
    const load = await openLoad(graders, address, count, 20_000)
    const handingIn = load.handIn(2)
    while (load.accepted.size < count / 3) await sleep(20)
    await disk.fill()
    const refusals = () => load.answers.filter(({ status }) => status === 503 || status === 507)
    // Long enough for whoever grades to try again, and again.
    await sleep(20_000)
    while (refusals().length === 0) await sleep(100)
    await disk.free()
    // A database that gave up is started again by whoever looks after it.
    if (!(await answers(graders.databaseUrl))) await graders.postgres.up()
    await handingIn
    await graders.allEnded()
    const wrongs = [...badAnswers(load), ...(await brokenPromises(graders, load))]
    return { accepted: load.accepted.size, refused: refusals().length, wrongs }
  } finally {
    await graders.stop()
    await disk.remove()
  }
}

/** Whether a database is there within a while: one that recovers does not answer at once. */
async function answers(connectionString: string): Promise<boolean> {
  for (let tries = 0; tries < 50; tries += 1) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await sleep(100)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}
