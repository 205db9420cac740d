/** Makes exactly the change that a preview showed, or nothing. */
import { Prisma, type Database, type DatabaseOrTransaction } from '../../prisma/client.ts'
import type { RosterImported, RosterTable } from '../api/roster.ts'
import { auditAll, type Audited } from '../audit.ts'
import { HttpError } from '../errors.ts'
import { newPasswordTokens } from '../passwords.ts'
import { planRoster, type Importer, type RosterPlan } from './plan.ts'

interface Wanted extends RosterTable {
  /** Of the preview. */
  readonly hash: string
}

interface Imported extends Omit<RosterImported, 'links'> {
  readonly tokens: readonly { name: string; email: string; token: string }[]
}

/** Throws 409 where the table has problems, or would change something else by now. */
export async function importRoster(
  db: Database,
  { hash, ...table }: Wanted,
  importer: Importer,
): Promise<Imported> {
  try {
    return await db.$transaction(
      async (tx) => {
        await lockRoster(tx, importer.courseId)
        const plan = await planRoster(tx, table, importer)
        const { problems } = plan.preview
        if (problems.length > 0) throw hasProblems(problems.length)
        if (plan.preview.hash !== hash) throw rosterChanged()
        return await apply(tx, plan, importer)
      },
      { maxWait: 10_000, timeout: 60_000 },
    )
  } catch (error) {
    // Somebody joined, or made an account, between the comparison and the change.
    const isDuplicate =
      error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
    throw isDuplicate ? rosterChanged() : error
  }
}

/** One change to a course's people after the other. */
export async function lockRoster(tx: DatabaseOrTransaction, courseId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "Course" WHERE "id" = ${courseId} FOR NO KEY UPDATE`
}

async function apply(
  tx: DatabaseOrTransaction,
  { preview: { added, changed, removed }, accounts }: RosterPlan,
  { actorId, courseId }: Importer,
): Promise<Imported> {
  const made = await tx.user.createManyAndReturn({
    data: added.filter(({ hasAccount }) => !hasAccount).map(({ name, email }) => ({ name, email })),
    select: { id: true, name: true, email: true },
  })
  const ids = new Map([
    ...made.map(({ email, id }) => [email, id] as const),
    ...[...accounts].map(([email, { id }]) => [email, id] as const),
  ])
  const enrolments = added.map(({ email, role, section }) => ({
    ...{ courseId, userId: ids.get(email)!, role, section },
    wasAdded: accounts.get(email)?.opensMore ?? false,
  }))
  await tx.enrolment.createMany({ data: enrolments })
  for (const { id: userId, after } of changed) {
    await tx.enrolment.update({ where: { courseId_userId: { courseId, userId } }, data: after })
  }
  await tx.enrolment.deleteMany({
    where: { courseId, userId: { in: removed.map(({ id }) => id) } },
  })

  const event = (action: string, aboutId: string): Audited => ({
    ...{ actorId, courseId, aboutId, action, subject: `user ${aboutId}`, reason: 'import' },
  })
  await auditAll(tx, [
    ...enrolments.map(({ userId, role, section }) => ({
      ...event('roster.add', userId),
      after: { role, section },
    })),
    ...changed.map(({ id, before, after }) => ({ ...event('role.change', id), before, after })),
    ...removed.map(({ id, role, section }) => ({
      ...event('roster.remove', id),
      before: { role, section },
    })),
  ])

  // Links open accounts of students alone; others prove their address by mail or at the provider.
  const students = made.filter(({ email }) =>
    added.some((one) => one.email === email && one.role === 'student'),
  )
  const links = await newPasswordTokens(
    tx,
    students.map(({ id }) => id),
    'by import',
  )
  return {
    ...{ added: added.length, changed: changed.length, removed: removed.length },
    tokens: students.map(({ name, email }, at) => ({ name, email, token: links.tokens[at]! })),
    linksUntil: students.length === 0 ? null : links.expiresAt,
  }
}

function hasProblems(count: number): HttpError {
  return new HttpError({
    status: 409,
    code: 'rosterProblems',
    message: `The table has ${count} problems, and nothing was changed. Mend them and look at the preview again.`,
  })
}

function rosterChanged(): HttpError {
  return new HttpError({
    status: 409,
    code: 'rosterChanged',
    message:
      'The course has changed since the preview, and the table would now change something else. Nothing was changed; look at the preview again.',
  })
}
