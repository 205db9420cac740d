/** People, courses and exercises on a throwaway PostgreSQL. */
import { randomUUID } from 'node:crypto'
import type { NewSubmission } from '../../grader/queue/submit.ts'
import type { SubmissionQueue } from '../../grader/queue/queue.ts'
import { createClient, type Database } from '../../prisma/client.ts'
import type { Assignment } from '../../prisma/generated/client.ts'
import { registerExercises } from '../../prisma/seed.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

const slugs = ['softmax', 'attention', 'layer-norm']

export interface World {
  readonly postgres: TestPostgres
  readonly db: Database
  /** Adds a student and returns the id. */
  student(): Promise<string>
  /** Adds a course of its own with an assignment of the exercise. */
  assignment(exercise: string, fields?: Partial<Omit<Assignment, 'latePolicy'>>): Promise<string>
  close(): Promise<void>
}

export async function createWorld(): Promise<World> {
  const postgres = await startPostgres()
  const db = createClient(postgres.url)
  await registerExercises(
    db,
    slugs.map((slug) => ({ slug, hash: `${slug}-1` })),
  )
  return {
    postgres,
    db,
    async student() {
      const email = `${randomUUID()}@example.org`
      return (await db.user.create({ data: { name: 'A student', email } })).id
    },
    async assignment(exercise, fields = {}) {
      const course = await db.course.create({
        data: {
          ...{ slug: randomUUID(), title: 'A course' },
          assignments: { create: { ...fields, exercise, position: 0 } },
        },
        include: { assignments: true },
      })
      return (course.assignments[0] as Assignment).id
    },
    async close() {
      await db.$disconnect()
      await postgres.stop()
    },
  }
}

/** A queue for tests in which nobody is to be woken. */
export const silentQueue: SubmissionQueue = {
  wake: () => undefined,
  close: () => Promise.resolve(),
}

export function file(userId: string, fields: Partial<NewSubmission> = {}): NewSubmission {
  return {
    userId,
    exercise: 'softmax',
    kind: 'submit',
    source: 'export function softmax() {}',
    assignmentId: null,
    idempotencyKey: null,
    ...fields,
  }
}
