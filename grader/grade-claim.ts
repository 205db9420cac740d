/** Gives the pipeline what it needs to grade a claimed submission. */
import { course, exerciseOf } from '../exercises/index.ts'
import { exerciseVersion } from '../exercises/version.ts'
import type { Database } from '../prisma/client.ts'
import type { ExpectedOutputs } from './expected.ts'
import { grade } from './grade.ts'
import type { GradeClaim } from './loop.ts'
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
 * handed in under; the version that was used is stored with the report.
 */
export function openClaimGrader({ db, pool, expected, secret }: Tools): GradeClaim {
  const versions = new Map(course.map(({ slug }) => [slug, exerciseVersion(slug)]))
  return async (claim, progress) => {
    const { userId, kind, source, seedIndex } = claim
    const exercise = exerciseOf(claim.exercise)
    const hash = versions.get(claim.exercise)
    if (!exercise || hash === undefined) {
      throw new Error(
        `this grader has no exercise "${claim.exercise}"; start graders and server from the same files`,
      )
    }
    const [modules, version] = await Promise.all([
      modulesFor(db, userId, exercise.buildsOn),
      db.exerciseVersion.findUniqueOrThrow({ where: { slug_hash: { slug: exercise.slug, hash } } }),
    ])
    const report = await grade(
      {
        ...{ exercise, exerciseVersion: hash, source, modules },
        mode: kind === 'run' ? 'run' : 'submit',
        seedOf: (name) => caseSeed(secret, hash, seedIndex, name),
      },
      {
        pool,
        expected: () => expected(exercise.slug, hash, seedIndex),
        onCase: ({ name, verdict }, done, of) =>
          progress({ kind: 'case', done, of, name, verdict }),
      },
    )
    return { report, exerciseVersionId: version.id }
  }
}
