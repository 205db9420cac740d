/** Published editions as a grader needs them: loaded into sandboxes, and with expected outputs of their own. */
import { LRUCache } from 'lru-cache'
import { exerciseOf } from '../../exercises/index.ts'
import type { Database } from '../../prisma/client.ts'
import { referenceOutputs } from '../../reference/outputs.ts'
import { keepOutputs, type ExpectedOptions } from '../expected.ts'
import type { ReferenceRequest } from '../queue/reference-queue.ts'
import type { SandboxPool } from '../sandbox/outcome.ts'
import { caseSeed } from '../seeds.ts'
import { filesIn } from './files.ts'
import { openHosted, sandboxEngine, type HostedExercise } from './hosted.ts'

export interface Editions {
  /** Loads an edition, or finds it loaded. Throws where there is none, or where its code fails. */
  open(this: void, slug: string, hash: string): Promise<HostedExercise>
  close(this: void): void
}

/** Each keeps a sandbox of its own: the ones that are graded most. */
const mostLoaded = 4

export function openEditions(db: Database, pool: SandboxPool): Editions {
  const loaded = new LRUCache<string, Promise<HostedExercise>>({
    max: mostLoaded,
    dispose: (hosted) => void hosted.then((one) => one.close()).catch(() => undefined),
  })
  const load = async (slug: string, hash: string): Promise<HostedExercise> => {
    const edition = await db.edition.findUnique({ where: { slug_hash: { slug, hash } } })
    if (!edition) throw new Error(`there is no edition ${hash} of the exercise "${slug}"`)
    return openHosted(slug, filesIn(edition.files), pool)
  }
  return {
    open(slug, hash) {
      const key = `${slug} ${hash}`
      const known = loaded.get(key)
      if (known) return known
      const opening = load(slug, hash)
      loaded.set(key, opening)
      // The next one who needs it tries again.
      opening.catch(() => loaded.delete(key))
      return opening
    },
    close: () => loaded.clear(),
  }
}

/**
 * Where expected outputs come from: for exercises of this repository, and editions that an operator
 * trusts, the reference process; for all others their sandbox.
 */
export function demandOutputs(
  requests: ExpectedOptions['requests'],
  { db, editions, secret }: { db: Database; editions: Editions; secret: string },
): ExpectedOptions['requests'] {
  return {
    async demand(request, timeoutMilliseconds) {
      if (exerciseOf(request.exercise) || (await isTrusted(request))) {
        return requests.demand(request, timeoutMilliseconds)
      }
      await provide(request)
    },
  }

  async function isTrusted({ exercise: slug, exerciseVersion: hash }: ReferenceRequest) {
    return (await db.edition.count({ where: { slug, hash, trustedAt: { not: null } } })) > 0
  }

  async function provide({ exercise: slug, exerciseVersion: hash, seedIndex }: ReferenceRequest) {
    const version = await db.exerciseVersion.findUniqueOrThrow({
      where: { slug_hash: { slug, hash } },
    })
    const hosted = await editions.open(slug, hash)
    const seedOf = (name: string) => caseSeed(secret, hash, seedIndex, name)
    const outputs = await referenceOutputs(hosted, seedOf, hosted.evaluate)
    await keepOutputs(db, version.id, seedIndex, { ...outputs, engine: sandboxEngine })
  }
}
