/** What a published or undone regrade leaves behind: a row of the record for each grade, a notice for each student. */
import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import type { RegradeChange, RegradeNotice } from '../api/regrade.ts'
import { auditAll, type Audited } from '../audit.ts'
import { isChanged } from './changes.ts'

interface Deed {
  readonly regrade: { readonly id: string; readonly exercise: string; readonly courseId: string }
  readonly actorId: string
  readonly reason: string
  readonly undone: boolean
}

/** Students are not told the reason of a regrade as that of undoing it. */
type Told = Pick<Deed, 'regrade' | 'undone'> & { readonly reason: string | null }

/** `changes` as they were published: undoing tells them the other way round. */
export async function recordGrades(
  tx: DatabaseOrTransaction,
  { regrade, actorId, reason, undone }: Deed,
  changes: readonly RegradeChange[],
): Promise<void> {
  const events = changes.filter(isChanged).map((change): Audited => {
    const [before, after] = undone ? [change.after, change.before] : [change.before, change.after]
    return {
      ...{ actorId, courseId: regrade.courseId, aboutId: change.student.id, reason },
      action: undone ? 'grade.regradeUndone' : 'grade.regrade',
      subject: `submission ${change.submission}`,
      before,
      after: { ...after, regrade: regrade.id },
    }
  })
  await auditAll(tx, events)
}

/** One notice for each student whose scores changed, however many they are. */
export async function noticeStudents(
  tx: DatabaseOrTransaction,
  { regrade, reason, undone }: Told,
  changes: readonly RegradeChange[],
): Promise<void> {
  const scored = changes.filter(({ outcome }) => outcome === 'up' || outcome === 'down')
  const ofStudents = Map.groupBy(scored, ({ student }) => student.id)
  const { slug } = await tx.course.findUniqueOrThrow({
    where: { id: regrade.courseId },
    select: { slug: true },
  })
  await tx.notice.createMany({
    data: [...ofStudents].map(([userId, theirs]) => ({
      ...{ userId, kind: 'regrade', submissionId: newestOf(theirs) },
      data: {
        ...{ course: slug, exercise: regrade.exercise, regrade: regrade.id, reason, undone },
        changes: theirs.map(({ submission, before, after }) => ({
          submission,
          before: (undone ? after : before).score,
          after: (undone ? before : after).score,
        })),
      } satisfies RegradeNotice,
    })),
  })
}

function newestOf(changes: readonly RegradeChange[]): string | null {
  const newest = changes.toSorted(
    (one, other) => other.handedInAt.getTime() - one.handedInAt.getTime(),
  )
  return newest[0]?.submission ?? null
}
