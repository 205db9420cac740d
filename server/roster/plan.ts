/** What a table of people would change in a course. */
import { createHash } from 'node:crypto'
import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import { section as Section } from '../api/people.ts'
import type { RosterPreview, RosterProblem, RosterTable } from '../api/roster.ts'
import { NewAccount } from '../api/session.ts'
import { readRoster, type RosterLine } from './read.ts'

export interface Importer {
  readonly actorId: string
  readonly courseId: string
  /** Whether people can prove whose an address is here: by mail or by the provider. */
  readonly provesAddresses: boolean
}

export interface RosterPlan {
  readonly preview: RosterPreview
  /** The ids of those of `added` who have an account, and whether it opens more than this course. */
  readonly accounts: ReadonlyMap<string, { readonly id: string; readonly opensMore: boolean }>
}

/** Compares the table with the course as it is now. Changes nothing. */
export async function planRoster(
  db: DatabaseOrTransaction,
  { csv, removeAbsent }: RosterTable,
  importer: Importer,
): Promise<RosterPlan> {
  const { courseId } = importer
  const read = readRoster(csv)
  const enrolled = await db.enrolment.findMany({
    // Whoever is erased is in no table any more; their grade stays all the same.
    where: { courseId, user: { erasedAt: null } },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
    select: {
      role: true,
      section: true,
      user: { select: { id: true, name: true, email: true } },
    },
  })
  const members = new Map(enrolled.map((one) => [one.user.email.toLowerCase(), one]))
  const accounts = await accountsOf(
    db,
    courseId,
    read.lines.map(({ email }) => email).filter((email) => !members.has(email)),
  )

  const problems: RosterProblem[] = [...read.problems]
  const added: RosterPreview['added'] = []
  const changed: RosterPreview['changed'] = []
  const seen = new Set<string>()
  let unchanged = 0
  for (const line of read.lines) {
    const { email } = line
    const member = members.get(email)
    const account = accounts.get(email)
    const problem = problemOf(line, { isNew: !member && !account, isRepeated: seen.has(email) })
    seen.add(email)
    if (problem) {
      problems.push(problem)
      continue
    }
    const section = line.section === undefined ? undefined : line.section || null
    if (!member) {
      const role = line.role ?? 'student'
      if (role !== 'student' && !(account ? account.isProven : importer.provesAddresses)) {
        problems.push({ line: line.line, code: 'unprovenStaff', value: email })
        continue
      }
      const { name } = line
      added.push({ name, email, role, section: section ?? null, hasAccount: account !== undefined })
      continue
    }
    const before = { role: member.role, section: member.section }
    const after = {
      role: line.role ?? before.role,
      section: section === undefined ? before.section : section,
    }
    if (before.role === after.role && before.section === after.section) unchanged += 1
    else if (member.user.id === importer.actorId && before.role !== after.role) {
      problems.push({ line: line.line, code: 'yourself', value: email })
    } else changed.push({ ...member.user, before, after })
  }
  const absent = enrolled.filter(
    ({ role, user }) => role === 'student' && !seen.has(user.email.toLowerCase()),
  )
  const removed = removeAbsent
    ? absent.map(({ user, role, section }) => ({ ...user, role, section }))
    : []
  return {
    preview: {
      hash: hashOf([courseId, added, changed, removed]),
      ...{ added, changed, removed, unchanged, problems },
      absent: removeAbsent ? 0 : absent.length,
      unusedColumns: [...read.unusedColumns],
    },
    accounts,
  }
}

/** What is wrong with a line by itself. */
function problemOf(
  { line, name, email, section, role, roleText }: RosterLine,
  { isNew, isRepeated }: { readonly isNew: boolean; readonly isRepeated: boolean },
): RosterProblem | null {
  if (!NewAccount.shape.email.safeParse(email).success) return { line, code: 'email', value: email }
  if (isRepeated) return { line, code: 'twice', value: email }
  if (isNew && !NewAccount.shape.name.safeParse(name).success) {
    return { line, code: 'name', value: name }
  }
  if (section && !Section.safeParse(section).success) {
    return { line, code: 'section', value: section }
  }
  return role === null ? { line, code: 'role', value: roleText } : null
}

async function accountsOf(
  db: DatabaseOrTransaction,
  courseId: string,
  emails: readonly string[],
): Promise<Map<string, { id: string; isProven: boolean; opensMore: boolean }>> {
  const users = await db.user.findMany({
    where: { email: { in: [...new Set(emails)].filter((email) => !email.includes('\0')) } },
    select: {
      id: true,
      email: true,
      emailVerified: true,
      isAdmin: true,
      _count: {
        select: { accounts: true, enrolments: { where: { courseId: { not: courseId } } } },
      },
    },
  })
  return new Map(
    users.map(({ id, email, emailVerified, isAdmin, _count }) => [
      email,
      {
        id,
        isProven: emailVerified,
        opensMore: isAdmin || _count.accounts > 0 || _count.enrolments > 0,
      },
    ]),
  )
}

function hashOf(change: unknown): string {
  return createHash('sha256').update(JSON.stringify(change)).digest('hex')
}
