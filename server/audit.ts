/** The record of who changed what, and why. Append-only: the database refuses anything else. */
import type { DatabaseOrTransaction, Prisma } from '../prisma/client.ts'

export interface Audited {
  /** Null: the server itself. */
  readonly actorId: string | null
  /** What was done, `noun.verb`: "grade.override", "regrade.publish", "role.change". */
  readonly action: string
  /** What it was done to, as "submission 4f…" or "assignment 9c…". */
  readonly subject: string
  readonly courseId?: string | undefined
  /** The person whose work, grade or role it is. */
  readonly aboutId?: string | undefined
  readonly reason?: string | undefined
  readonly before?: Prisma.InputJsonValue
  readonly after?: Prisma.InputJsonValue
}

/** Adds a row. Give it the transaction that makes the change, so that there is neither without the other. */
export async function audit(tx: DatabaseOrTransaction, event: Audited): Promise<void> {
  await tx.auditEvent.create({ data: event as Prisma.AuditEventUncheckedCreateInput })
}

/** Adds a row for each of many, as of a change to a whole course. */
export async function auditAll(
  tx: DatabaseOrTransaction,
  events: readonly Audited[],
): Promise<void> {
  await tx.auditEvent.createMany({ data: events as Prisma.AuditEventCreateManyInput[] })
}
