/** Gives the pipeline what it needs to grade a claimed submission. */
import { course, exerciseOf } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { workingsOf } from '../exercises/workings.ts'
import type { Database } from '../prisma/client.ts'
import type { ExpectedOutputs } from './expected.ts'
import { grade } from './grade.ts'
import type { GradeClaim } from './queue/loop.ts'
import { modulesFor } from './modules.ts'
import type { SandboxPool } from './sandbox/outcome.ts'
import { caseSeed } from './seeds.ts'

interface Tools {
  readonly db: Database
  readonly pool: SandboxPool
  readonly expected: ExpectedOutputs
  /** Derives the seeds; the same for every grader and reference process. */
  readonly secret: string
}

/**
 * Grades with the exercises as they are in this process' files, whichever version the submission was
 * handed in under; the version that was used is stored with the report. Throws when the database does
 * not know these versions.
 */
export async function openClaimGrader({ db, pool, expected, secret }: Tools): Promise<GradeClaim> {
  const versions = await registeredVersions(db)
  return async ({ exercise: slug, userId, kind, source, seedIndex }, progress) => {
    const exercise = exerciseOf(slug)
    const version = versions.get(slug)
    if (!exercise || !version) {
      throw new Error(
        `this grader has no exercise "${slug}"; start graders and server from the same files`,
      )
    }
    const report = await grade(
      {
        ...{ exercise, workings: workingsOf(exercise) },
        ...{ exerciseVersion: version.hash, source },
        mode: kind === 'run' ? 'run' : 'submit',
        modules: await modulesFor(db, userId, exercise.buildsOn),
        seedOf: (name) => caseSeed(secret, version.hash, seedIndex, name),
      },
      {
        pool,
        expected: () => expected(slug, version.hash, seedIndex),
        onCase: ({ name, verdict }, done, of) =>
          progress({ kind: 'case', done, of, name, verdict }),
      },
    )
    return { report, exerciseVersionId: version.id }
  }
}

async function registeredVersions(
  db: Database,
): Promise<ReadonlyMap<string, { readonly id: string; readonly hash: string }>> {
  const own = course.map(({ slug }) => ({ slug, hash: exerciseVersion(slug) }))
  const rows = await db.exerciseVersion.findMany({ where: { OR: own } })
  const missing = own.filter(({ slug }) => !rows.some((row) => row.slug === slug))
  if (missing.length > 0) {
    const names = missing.map(({ slug, hash }) => `${slug} ${hash}`).join(', ')
    throw new Error(
      `the database does not know these exercises as they are in this grader's files: ${names}; npm start, or npm run server with the same files, registers them`,
    )
  }
  return new Map(rows.map(({ slug, id, hash }) => [slug, { id, hash }]))
}
