/**
 * The reference process: computes the outputs that graders ask for, and, while nobody asks, those of
 * every seed of every exercise ahead of time.
 */
import { hostname } from 'node:os'
import { pino } from 'pino'
import { z } from 'zod'
import type { Exercise } from '../exercises/exercise.ts'
import { exerciseOf, course } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { workingsOf } from '../exercises/workings.ts'
import { keepOutputs } from '../grader/expected.ts'
import { openReferenceWork, type ReferenceRequest } from '../grader/queue/reference-queue.ts'
import { startSigns } from '../grader/queue/signs.ts'
import { caseSeed, seedPoolSize } from '../grader/seeds.ts'
import { endUnreachable } from '../grader/start-failure.ts'
import { filesIn } from '../grader/workshop/files.ts'
import { openTrusted } from '../grader/workshop/trusted.ts'
import packageJson from '../package.json' with { type: 'json' }
import { createClient } from '../prisma/client.ts'
import { startEngine } from './engine/engine.ts'
import { fillAhead, takeTurns } from './fill.ts'
import { referenceOutputs, type OutputOptions } from './outputs.ts'

const Environment = z.object({
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().optional(),
  ATTENDANT_SECRET: z.string().min(1),
})

const log = pino({ name: 'reference' })
const {
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  ATTENDANT_SECRET: secret,
} = Environment.parse(process.env)

const engine = await startEngine().catch((error: unknown) => {
  // A wrong setting, or a backend that is wanted and does not work: the message says it all.
  log.fatal((error as Error).message)
  process.exit(1)
})
const db = createClient(databaseUrl, 3)
const turns = takeTurns()
/** The versions of this process' own files: it can compute no others. */
const versions = new Map(course.map(({ slug }) => [slug, exerciseVersion(slug)]))
/** Editions that an operator trusts, by their ids, once they were asked for. */
const loaded = new Map<string, Promise<Exercise>>()

const queue = { databaseUrl, redisUrl, onError: (error: unknown) => log.warn({ err: error }) }
const work = await openReferenceWork(queue, (request) =>
  turns.first(async () => {
    const started = performance.now()
    await provide(request)
    log.info({ ...request, milliseconds: Math.round(performance.now() - started) }, 'provided')
  }),
).catch(endUnreachable)
const signs = await startSigns({
  ...{ db, log },
  worker: {
    ...{ id: `${hostname()} ${process.pid}`, kind: 'reference' },
    ...{ version: packageJson.version, engine: engine.info.description },
  },
})
const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.once(signal, () => stopping.abort())
}

process.send?.({
  ready: true,
  lines: [
    `engine: ${engine.info.description}`,
    ...engine.refused.map(({ backend, reason }) => `not used: ${backend}, because ${reason}`),
  ],
})

await fillAhead(
  await missing(),
  (request) => provide(request, { turn: () => turns.idle() }),
  stopping.signal,
  (error, request) => log.warn({ ...request, err: error }, 'not provided ahead of time'),
)
if (!stopping.signal.aborted) {
  log.info('the outputs of all seeds are there')
  await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve))
}
await work.close()
await signs.stop().catch((error: unknown) => {
  log.warn({ err: error }, 'the end was not announced')
})
await db.$disconnect()
// WebGPU would keep the process alive.
process.exit()

/** Computes and stores what is asked for, unless it is there. Throws when these are not the files that the request means. */
async function provide(
  { exercise: slug, exerciseVersion: wanted, seedIndex }: ReferenceRequest,
  options: OutputOptions = {},
): Promise<void> {
  const own = versions.get(slug)
  const exercise = own === wanted ? exerciseOf(slug) : await trusted(slug, wanted)
  if (!exercise) {
    throw new Error(
      `outputs of "${slug}" ${wanted} are wanted, but this reference process has ${own ?? 'no such exercise'}; start grader and reference from the same files`,
    )
  }
  const version = await db.exerciseVersion.findUnique({
    where: { slug_hash: { slug, hash: wanted } },
    include: { outputs: { where: { seedIndex }, select: { id: true } } },
  })
  if (version === null) {
    throw new Error(`"${slug}" ${wanted} is not registered in the database; npm start does that`)
  }
  if (version.outputs.length > 0) return
  const seedOf = (name: string) => caseSeed(secret, wanted, seedIndex, name)
  const { outputs, milliseconds } = await referenceOutputs(
    { exercise, workings: workingsOf(exercise) },
    seedOf,
    (inputs) => engine.evaluate(exercise.reference, exercise.signature, inputs),
    options,
  )
  await keepOutputs(db, version.id, seedIndex, { outputs, milliseconds, engine: engine.info })
}

/** An edition from elsewhere whose code an operator lets run here. Undefined where there is none. */
async function trusted(slug: string, hash: string): Promise<Exercise | undefined> {
  const where = { slug, hash, trustedAt: { not: null } }
  const edition = await db.edition.findFirst({ where, select: { id: true, files: true } })
  if (!edition) return undefined
  const known = loaded.get(edition.id) ?? openTrusted(slug, filesIn(edition.files))
  loaded.set(edition.id, known)
  // The next request tries again.
  known.catch(() => loaded.delete(edition.id))
  return known
}

/** What the pools of the registered versions lack, the same share of each exercise first. */
async function missing(): Promise<ReferenceRequest[]> {
  const registered = await db.exerciseVersion.findMany({
    where: { OR: Array.from(versions, ([slug, hash]) => ({ slug, hash })) },
    include: { outputs: { select: { seedIndex: true } } },
  })
  const there = registered.map(({ slug, hash, outputs }) => ({
    ...{ slug, hash },
    seeds: new Set(outputs.map(({ seedIndex }) => seedIndex)),
  }))
  const indices = Array.from({ length: seedPoolSize }, (_, seedIndex) => seedIndex)
  return indices.flatMap((seedIndex) =>
    there
      .filter(({ seeds }) => !seeds.has(seedIndex))
      .map(({ slug, hash }) => ({ exercise: slug, exerciseVersion: hash, seedIndex })),
  )
}
