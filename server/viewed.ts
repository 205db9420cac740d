import type { Database } from '../prisma/client.ts'
import { audit } from './audit.ts'

interface View {
  readonly actorId: string
  readonly submissionId: string
  readonly studentId: string
  readonly courseId: string | undefined
}

/** Puts on record that staff looked at another's work: once a day (of UTC) for each of them and submission. */
export async function recordView(
  db: Database,
  { actorId, submissionId, studentId, courseId }: View,
): Promise<void> {
  const view = { actorId, action: 'submission.view', subject: `submission ${submissionId}` }
  const midnight = new Date(new Date().setUTCHours(0, 0, 0, 0))
  const seen = await db.auditEvent.findFirst({
    where: { ...view, createdAt: { gte: midnight } },
    select: { id: true },
  })
  if (!seen) await audit(db, { ...view, courseId, aboutId: studentId })
}
