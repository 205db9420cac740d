/** The record of a course, newest first, with the names of those who are in it. */
import type { z } from 'zod'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { AuditChoices, AuditPage, AuditQuery, AuditRow } from '../api/audit.ts'
import { differences } from './differences.ts'

const pageLength = 50

/** A page of what fits. */
export async function recordOf(
  db: Database,
  courseId: string,
  { action, actor, about, from, until, cursor }: z.infer<typeof AuditQuery>,
): Promise<AuditPage> {
  const createdAt = { ...(from && { gte: from }), ...(until && { lt: until }) }
  const [{ timeZone }, found] = await Promise.all([
    db.course.findUniqueOrThrow({ where: { id: courseId }, select: { timeZone: true } }),
    db.auditEvent.findMany({
      where: {
        courseId,
        createdAt,
        ...(action !== undefined && { action }),
        ...(actor !== undefined && { actorId: actor }),
        ...(about !== undefined && { aboutId: about }),
        ...(cursor !== undefined && { id: { lt: BigInt(cursor) } }),
      },
      orderBy: { id: 'desc' },
      take: pageLength + 1,
    }),
  ])
  const rows = found.slice(0, pageLength)
  const last = rows.at(-1)
  return {
    timeZone,
    rows: await readable(db, rows),
    next: last && found.length > pageLength ? `${last.id}` : null,
  }
}

type Row = Prisma.AuditEventGetPayload<object>

/** Rows with names; those of people who are erased are not known any more. */
export async function readable(db: Database, rows: readonly Row[]): Promise<AuditRow[]> {
  const ids = rows.flatMap(({ actorId, aboutId }) => [actorId, aboutId])
  const names = await namesOf(db, ids)
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? null })
  return rows.map(
    ({ id, createdAt, action, subject, reason, actorId, aboutId, before, after }) => ({
      ...{ id: `${id}`, at: createdAt, action, subject, reason },
      ...{ actor: person(actorId), about: person(aboutId) },
      changes: differences(before, after),
    }),
  )
}

async function namesOf(
  db: Database,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, name: true },
  })
  return new Map(users.map(({ id, name }) => [id, name]))
}

/** Which actions and people the record of a course has. */
export async function choicesOf(db: Database, courseId: string): Promise<AuditChoices> {
  const where = { courseId }
  const [actions, actors, about] = await Promise.all([
    db.auditEvent.groupBy({ by: 'action', where, orderBy: { action: 'asc' } }),
    db.auditEvent.groupBy({ by: 'actorId', where }),
    db.auditEvent.groupBy({ by: 'aboutId', where }),
  ])
  const [actorIds, aboutIds] = [
    actors.map(({ actorId }) => actorId),
    about.map(({ aboutId }) => aboutId),
  ]
  const names = await namesOf(db, [...actorIds, ...aboutIds])
  const people = (ids: readonly (string | null)[]) =>
    ids
      .flatMap((id) => (id === null ? [] : [{ id, name: names.get(id) ?? id }]))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    actions: actions.map(({ action }) => action),
    actors: people(actorIds),
    about: people(aboutIds),
  }
}
