/** A session as its owner sees it. */
import type { Database } from '../prisma/client.ts'
import { Language, type Session } from './api/session.ts'

export async function sessionOf(db: Database, userId: string): Promise<Session> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      id: true,
      name: true,
      email: true,
      isAdmin: true,
      language: true,
      accounts: { where: { providerId: 'credential' }, select: { id: true } },
      enrolments: {
        select: { role: true, course: { select: { id: true, slug: true, title: true } } },
        orderBy: { createdAt: 'asc' },
      },
    },
  })
  const { accounts, enrolments, language, ...rest } = user
  return {
    user: {
      ...rest,
      language: Language.nullable().parse(language),
      hasPassword: accounts.length > 0,
    },
    courses: enrolments.map(({ role, course }) => ({ ...course, role })),
  }
}
