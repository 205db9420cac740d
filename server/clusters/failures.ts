/** Where clusters come from: the graded attempts of a course's students at an exercise, and the answers so far. */
import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import { notFound } from '../errors.ts'
import { reviewable } from '../reviews/queue.ts'
import { gather, type Attempt, type Gathered } from './gather.ts'

export interface ClusterScope {
  readonly courseId: string
  readonly exercise: string
  /** Of the students; undefined: all. */
  readonly section: string | undefined
  readonly which: 'newest' | 'all'
}

/** Attempts that count for clusters. A failure of ours is nobody's mistake. */
export function gradedAttempts(courseId: string, section?: string) {
  const { user, ...submitted } = reviewable(courseId)
  return {
    ...submitted,
    user: {
      ...user,
      enrolments: {
        some: { ...user.enrolments.some, ...(section !== undefined && { section }) },
      },
    },
    verdict: { not: 'graderError' },
  }
}

export async function clustersOf(
  db: DatabaseOrTransaction,
  { courseId, exercise, section, which }: ClusterScope,
): Promise<Gathered[]> {
  const rows = await db.submission.findMany({
    where: { ...gradedAttempts(courseId, section), exercise },
    orderBy: [{ queuedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, userId: true, queuedAt: true, verdict: true },
      ...{ misconception: true, failedCase: true, finding: true },
    },
  })
  return gather(rows.filter(isGraded), which)
}

function isGraded(row: Omit<Attempt, 'verdict'> & { verdict: string | null }): row is Attempt {
  return row.verdict !== null
}

/** Throws 404 when nobody is or was in it. */
export async function demandCluster(
  db: DatabaseOrTransaction,
  scope: ClusterScope,
  key: string,
): Promise<Gathered> {
  const found = (await clustersOf(db, scope)).find((one) => one.key === key)
  if (!found) throw notFound(`No failures of "${scope.exercise}" are in a cluster "${key}" now.`)
  return found
}

export interface Answers {
  /** Who has got an answer to the cluster of this key. */
  readonly answered: (key: string) => ReadonlySet<string>
}

/** Which students have got an answer to which cluster of an exercise. */
export async function answersTo(
  db: DatabaseOrTransaction,
  { courseId, exercise }: Pick<ClusterScope, 'courseId' | 'exercise'>,
): Promise<Answers> {
  const messages = await db.message.findMany({
    where: { clusterAnswer: { courseId, exercise } },
    select: {
      clusterAnswer: { select: { cluster: true } },
      thread: { select: { submission: { select: { userId: true } } } },
    },
  })
  const ofClusters = Map.groupBy(messages, ({ clusterAnswer }) => clusterAnswer?.cluster)
  return {
    answered: (key) => new Set(ofClusters.get(key)?.map(({ thread }) => thread.submission.userId)),
  }
}
