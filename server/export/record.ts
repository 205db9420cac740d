/** The rows of the record by and about somebody, as far as they may be told. */
import type { Database, Prisma } from '../../prisma/client.ts'
import type { Exported } from './scope.ts'

const pageLength = 200

export async function* recordFor(
  db: Database,
  { userId, courseId }: Exported,
): AsyncGenerator<object> {
  const slugs = new Map(
    (await db.course.findMany({ select: { id: true, slug: true } })).map((one) => [
      one.id,
      one.slug,
    ]),
  )
  for (let after = 0n; ;) {
    const rows = await db.auditEvent.findMany({
      where: {
        OR: [{ aboutId: userId }, { actorId: userId }],
        id: { gt: after },
        ...(courseId !== null && { courseId }),
      },
      orderBy: { id: 'asc' },
      take: pageLength,
    })
    for (const row of rows) {
      const course = row.courseId === null ? null : (slugs.get(row.courseId) ?? null)
      yield { ...told(row, userId), course }
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageLength) return
    after = last.id
  }
}

type Row = Prisma.AuditEventGetPayload<object>

function told(row: Row, userId: string) {
  const { createdAt, action, subject, actorId, aboutId } = row
  return {
    ...{ at: createdAt, action, subject },
    // Who of the staff it was is the record's alone.
    by: actorId === null ? 'server' : actorId === userId ? 'you' : 'staff',
    about: aboutId === null ? null : aboutId === userId ? 'you' : 'somebody else',
    ...(aboutId === userId && detailsOf(row)),
  }
}

/** What changed for them and why, of what they were told of at the time. */
function detailsOf({ action, reason, before, after }: Row) {
  const [of] = action.split('.')
  switch (of) {
    case 'review':
    case 'grade':
      return { reason, before: shown(before), after: shown(after) }
    case 'roster':
    case 'role':
    case 'section':
      return { reason, before, after }
    case 'extension':
      // The reason is between the staff.
      return { before: dueAtIn(before), after: dueAtIn(after) }
    default:
      return {}
  }
}

/** Of a review that was not done, or was taken back, they saw nothing. */
function shown(state: Prisma.JsonValue): Prisma.JsonValue {
  const fields = fieldsOf(state)
  return fields?.['done'] === false ? { done: false, score: fields['score'] ?? null } : state
}

function dueAtIn(state: Prisma.JsonValue): Prisma.JsonValue {
  const fields = fieldsOf(state)
  return fields && { dueAt: fields['dueAt'] ?? null }
}

function fieldsOf(state: Prisma.JsonValue): Prisma.JsonObject | null {
  return typeof state === 'object' && !Array.isArray(state) ? state : null
}
