/** Gives the pipeline what it needs to grade a claimed submission. */
import { course, exerciseOf } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { workingsOf, type WorkingExercise } from '../exercises/workings.ts'
import type { Database } from '../prisma/client.ts'
import type { ExpectedOutputs } from './expected.ts'
import { grade } from './grade.ts'
import type { Claim } from './queue/claim.ts'
import type { GradeClaim } from './queue/loop.ts'
import { modulesFor } from './modules.ts'
import type { SandboxPool } from './sandbox/outcome.ts'
import { caseSeed } from './seeds.ts'
import type { Editions } from './workshop/editions.ts'

interface Tools {
  readonly db: Database
  readonly pool: SandboxPool
  readonly expected: ExpectedOutputs
  /** Exercises that are not in the files of this process. */
  readonly editions: Editions
  /** Derives the seeds; the same for every grader and reference process. */
  readonly secret: string
}

/**
 * Grades with the exercises as they are in this process' files, or as they are published now,
 * whichever version the submission was handed in under; the version that was used is stored with the
 * report. Throws when the database does not know these versions.
 */
export async function openClaimGrader(tools: Tools): Promise<GradeClaim> {
  const { db, pool, expected, secret, editions } = tools
  const versions = await registeredVersions(db)
  const find = async (claim: Claim): Promise<{ working: WorkingExercise; version: Version }> => {
    const exercise = exerciseOf(claim.exercise)
    const own = versions.get(claim.exercise)
    if (exercise && own) {
      return { working: { exercise, workings: workingsOf(exercise) }, version: own }
    }
    const version = await editionFor(db, claim)
    return { working: await editions.open(claim.exercise, version.hash), version }
  }
  return async (claim, progress) => {
    const { exercise: slug, userId, kind, source, seedIndex } = claim
    const { working, version } = await find(claim)
    const { exercise, workings } = working
    const report = await grade(
      {
        ...{ exercise, workings, exerciseVersion: version.hash, source },
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

interface Version {
  readonly id: string
  readonly hash: string
}

/** The edition that is published now; for what staff try out, the one that they chose. */
async function editionFor(db: Database, { id, exercise: slug, kind }: Claim): Promise<Version> {
  const select = { id: true, hash: true }
  const version =
    kind === 'validation'
      ? await db.exerciseVersion.findFirst({ where: { submissions: { some: { id } } }, select })
      : await db.exerciseVersion.findFirst({ where: { slug, current: true }, select })
  if (version) return version
  throw new Error(
    `this grader has no exercise "${slug}", and none is published under that name; start graders and server from the same files`,
  )
}

async function registeredVersions(db: Database): Promise<ReadonlyMap<string, Version>> {
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
