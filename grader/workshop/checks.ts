/**
 * Checks the editions that instructors ask for, one at a time, beside the grading of submissions and
 * with sandboxes of their own. What a check finds is stored when it ends; how far it is, every second.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { writeFacts } from '../../exercises/facts.ts'
import { sandboxes, type Watcher } from '../../exercises/proof/proof.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import { newReference } from '../queue/loop.ts'
import { storable } from '../queue/storable.ts'
import type { SandboxPool } from '../sandbox/outcome.ts'
import { filesIn } from './files.ts'
import { ExerciseFault } from './hosted.ts'
import { proveEdition, unproved, type EditionFiles, type Proved } from './prove.ts'

export interface Checks {
  /** Gives back what is being checked: another grader begins it anew. */
  stop(): Promise<void>
}

interface Options {
  readonly db: Database
  readonly log: Logger
  /** Opens sandboxes for one check. */
  openPool(this: void, size: number): Promise<SandboxPool>
}

const askEveryMilliseconds = 2_000
const tellEveryMilliseconds = 1_000
/** A check that is not heard of for so long is begun anew. */
const lostAfterSeconds = 30
const mostMinutes = 15

interface Claimed extends EditionFiles {
  readonly id: string
  /** Goes with every write: a check that was begun anew elsewhere, or asked for again, changes nothing. */
  readonly startedAt: Date
}

/** Looks for checks that were asked for now and every two seconds. */
export function startChecks({ db, log, openPool }: Options): Checks {
  const stopping = new AbortController()
  const { signal } = stopping
  const isStopping = (): boolean => signal.aborted
  /** What is being checked now, to be given back. */
  const underway = new Set<() => Promise<void>>()

  const check = async (claim: Claimed): Promise<void> => {
    const opening = openPool(sandboxes + 1)
    const closePool = () => opening.then((pool) => pool.close()).catch(() => undefined)
    const release = async () => {
      await giveBack(db, claim)
      await closePool()
    }
    // Before anything is waited for: whoever stops must find it.
    underway.add(release)
    const telling = startTelling(db, claim)
    let proved: Proved | null = null
    try {
      proved = await proveEdition(claim, await opening, telling.watcher)
      log.info({ slug: claim.slug, hash: claim.hash }, 'an edition was checked')
    } catch (error) {
      // Closing the sandboxes ends it, too.
      if (!isStopping()) proved = failed(claim, error, log)
    } finally {
      underway.delete(release)
      await telling.stop()
      await closePool()
    }
    if (proved) await store(db, claim, proved)
  }

  const run = async (): Promise<void> => {
    while (!isStopping()) {
      try {
        const claim = await claimCheck(db)
        if (claim && isStopping()) await giveBack(db, claim)
        else if (claim) await check(claim)
        else await sleep(askEveryMilliseconds, undefined, { signal })
      } catch (error) {
        if (isStopping()) return
        log.warn({ err: error }, 'checks could not go on and are tried again')
        await sleep(askEveryMilliseconds, undefined, { signal }).catch(() => undefined)
      }
    }
  }
  const ended = run()
  return {
    async stop() {
      stopping.abort()
      for (const release of underway) await release()
      await ended
    },
  }
}

/** Takes the check that waits longest. Null when none does. */
async function claimCheck(db: Database): Promise<Claimed | null> {
  const [taken] = await db.$queryRaw<
    { id: string; slug: string; hash: string; files: unknown; startedAt: Date }[]
  >`
    UPDATE "Edition" SET "checkStartedAt" = now(), "checkSeenAt" = now(), "checkProgress" = NULL
    WHERE "id" = (
      SELECT "id" FROM "Edition"
      WHERE "checkAskedAt" IS NOT NULL AND "checkEndedAt" IS NULL AND (
        "checkStartedAt" IS NULL
        OR "checkSeenAt" < now() - make_interval(secs => ${lostAfterSeconds})
      )
      ORDER BY "checkAskedAt" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "slug", "hash", "files", "checkStartedAt" AS "startedAt"`
  return taken ? { ...taken, files: filesIn(taken.files) } : null
}

/** Tells the database how far a check is, and that it goes on. */
function startTelling(
  db: Database,
  { id, startedAt }: Claimed,
): { watcher: Watcher & { onFacts(facts: ExerciseFacts): void }; stop(): Promise<void> } {
  const begun = performance.now()
  const progress = {
    step: '',
    of: 0,
    solutions: [] as { style: string; passed: boolean }[],
    misconceptions: [] as { id: string; sameAs: string; caught: boolean; named: boolean }[],
  }
  let last: Promise<unknown> = Promise.resolve()
  const tell = () => {
    const data = JSON.stringify(storable(progress))
    last = last
      // By the database's clock, which is what decides that a check is lost.
      .then(
        () => db.$executeRaw`
          UPDATE "Edition" SET "checkSeenAt" = now(), "checkProgress" = ${data}::jsonb
          WHERE "id" = ${id} AND "checkStartedAt" = ${startedAt}`,
      )
      // The next one says it again.
      .catch(() => undefined)
  }
  const timer = setInterval(tell, tellEveryMilliseconds)
  return {
    watcher: {
      onFacts({ misconceptions }) {
        progress.of = misconceptions.length
      },
      onStep(step) {
        progress.step = step
        if (performance.now() - begun > mostMinutes * 60_000) {
          throw new ExerciseFault(
            `the check takes longer than ${mostMinutes} minutes; make cases smaller, or solutions faster`,
          )
        }
      },
      onSolution: (style, passed) => void progress.solutions.push({ style, passed }),
      onMisconception: ({ id: misconception, sameAs, caught, namedAs }) =>
        void progress.misconceptions.push({
          ...{ id: misconception, sameAs, caught },
          named: namedAs === misconception,
        }),
    },
    async stop() {
      clearInterval(timer)
      await last
    },
  }
}

/** The end of a check that failed through a fault of ours. */
function failed(claim: Claimed, error: unknown, log: Logger): Proved {
  const reference = newReference()
  log.error({ err: error, slug: claim.slug, hash: claim.hash, reference }, 'a check failed')
  const problem = `the check itself failed, which is our fault and not yours (reference ${reference}); ask for it again, and tell an operator when it fails once more`
  return { facts: null, proof: unproved(claim, problem) }
}

async function store(db: Database, claim: Claimed, { facts, proof }: Proved): Promise<void> {
  const { id, slug, hash, startedAt } = claim
  await db.$transaction(async (tx) => {
    const { count } = await tx.edition.updateMany({
      where: { id, checkStartedAt: startedAt, checkEndedAt: null },
      data: {
        checkEndedAt: new Date(),
        ...(facts && { facts: storable(writeFacts(facts)) as Prisma.JsonObject }),
      },
    })
    if (count === 0) return
    if (facts) {
      await tx.exerciseVersion.createMany({
        data: [{ slug, hash, current: false }],
        skipDuplicates: true,
      })
    }
    const proved = proof.problems.length === 0
    await tx.exerciseCheck.create({ data: { slug, hash, proved, proof: asJson(proof) } })
  })
}

/** Infinity has no JSON: it becomes the text "Infinity". */
function asJson(proof: Proved['proof']): Prisma.JsonObject {
  const text = JSON.stringify(proof, (_key, value: unknown) =>
    value === Infinity ? 'Infinity' : value,
  )
  return storable(JSON.parse(text)) as Prisma.JsonObject
}

async function giveBack(db: Database, { id, startedAt }: Claimed): Promise<void> {
  await db.edition.updateMany({
    where: { id, checkStartedAt: startedAt, checkEndedAt: null },
    data: { checkStartedAt: null },
  })
}
