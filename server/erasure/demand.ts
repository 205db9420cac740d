/** Who may erase whom. */
import { demoPeople } from '../../prisma/seed.ts'
import type { DatabaseOrTransaction } from '../../prisma/client.ts'
import type { SignedIn } from '../auth.ts'
import { HttpError, notFound } from '../errors.ts'

export interface Erasing {
  readonly actor: SignedIn
  readonly userId: string
  /** Through which course an instructor does it; null: people erase themselves. */
  readonly courseId: string | null
  /** In a demonstration its people are everybody's. */
  readonly demo: boolean
}

export interface Erasable {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly courses: readonly {
    readonly id: string
    readonly slug: string
    readonly title: string
  }[]
}

/**
 * The person, if this actor may erase them: everybody themselves, administrators everybody else, and
 * instructors the students whose whole work here is in courses that they teach. Throws 404, 403, and 409
 * where nobody would be left to look after a course or the server.
 */
export async function demandErasable(
  db: DatabaseOrTransaction,
  { actor, userId, courseId, demo }: Erasing,
): Promise<Erasable> {
  const person = await db.user.findFirst({
    where: { id: userId, erasedAt: null },
    select: {
      ...{ id: true, name: true, email: true, isAdmin: true },
      enrolments: {
        orderBy: { createdAt: 'asc' },
        select: {
          role: true,
          wasAdded: true,
          course: { select: { id: true, slug: true, title: true } },
        },
      },
    },
  })
  const isHere = person?.enrolments.some(({ course }) => course.id === courseId)
  if (!person || (courseId !== null && !isHere)) {
    throw notFound('There is no such person in this course.')
  }
  const { id, name, email, isAdmin, enrolments } = person
  if (demo && Object.values(demoPeople).some((one) => one.email === email)) throw forEverybody()
  if (id !== actor.id && !actor.isAdmin) {
    const isStudent = !isAdmin && enrolments.every(({ role }) => role === 'student')
    if (!isStudent || enrolments.some(({ wasAdded }) => wasAdded)) throw forAdministrators()
    if (!(await isWholeWorkTaughtBy(db, actor.id, id))) throw forAdministrators()
  }
  if (isAdmin && (await db.user.count({ where: { isAdmin: true, id: { not: id } } })) === 0) {
    throw lastAdministrator()
  }
  const taught = enrolments.filter(({ role }) => role === 'instructor').map(({ course }) => course)
  for (const { id: taughtId, title } of taught) {
    const others = { courseId: taughtId, role: 'instructor', userId: { not: id } } as const
    if ((await db.enrolment.count({ where: others })) === 0) throw lastInstructor(title)
  }
  return { id, name, email, courses: enrolments.map(({ course }) => course) }
}

/** Also what they did in courses that they have left since, and outside of all. */
async function isWholeWorkTaughtBy(
  db: DatabaseOrTransaction,
  instructorId: string,
  userId: string,
): Promise<boolean> {
  const taught = { enrolments: { some: { userId: instructorId, role: 'instructor' } } } as const
  const [places, work] = await Promise.all([
    db.enrolment.count({ where: { userId, course: { NOT: taught } } }),
    db.submission.count({
      where: {
        ...{ userId, repeatsId: null },
        assignment: { course: { NOT: taught } },
      },
    }),
  ])
  return places === 0 && work === 0
}

function forAdministrators(): HttpError {
  return new HttpError({
    status: 403,
    code: 'eraseElsewhere',
    message:
      'This person is, or was, in courses that you do not teach, had an account before they came here, or is more than a student. They can delete their account themselves, or an administrator erases them.',
  })
}

function forEverybody(): HttpError {
  return new HttpError({
    status: 403,
    code: 'demoPerson',
    message: 'This account belongs to the demonstration, and whoever looks around next needs it.',
  })
}

function lastAdministrator(): HttpError {
  return new HttpError({
    status: 409,
    code: 'lastAdministrator',
    message: 'This is the only administrator of the server. Make somebody else one first.',
  })
}

function lastInstructor(title: string): HttpError {
  return new HttpError({
    status: 409,
    code: 'lastInstructor',
    message: `This is the only instructor of "${title}", and nobody could look after it any more. Make somebody else an instructor first.`,
  })
}
