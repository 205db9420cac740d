/** Which work of a course's students is compared: the newest that passed, else the newest. */
import type { Database, Prisma } from '../prisma/client.ts'
import type { SimilarPair, Similarities } from './api/similarity.ts'
import type { Catalogue } from './catalogue.ts'
import { threshold } from './similarity.ts'
import { compareAllApart, compareTwoApart } from './similarity-apart.ts'

const mostPairs = 100

const workFields = {
  id: true,
  source: true,
  queuedAt: true,
  exercise: true,
  user: { select: { id: true, name: true, enrolments: true } },
} as const satisfies Prisma.SubmissionSelect
type Work = Prisma.SubmissionGetPayload<{ select: typeof workFields }>

/** Without a slug, of the first exercise. Null where the course does not give it. */
export async function alikeIn(
  db: Database,
  { exercises, stub }: Catalogue,
  { courseId, slug }: { courseId: string; slug: string | undefined },
): Promise<Similarities | null> {
  const assignments = await db.assignment.findMany({
    where: { courseId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, exercise: true },
  })
  const given = assignments.flatMap((assignment) => {
    const exercise = exercises.find((one) => one.slug === assignment.exercise)
    return exercise ? [{ exercise, assignmentId: assignment.id }] : []
  })
  const wanted = slug === undefined ? given[0] : given.find((one) => one.exercise.slug === slug)
  if (!wanted) return null
  const work = await newestWork(db, courseId, wanted.assignmentId)
  const { compared, median, pairs } = await compareAllApart(work.map(textOf), stub(wanted.exercise))
  const byId = new Map(work.map((one) => [one.id, one]))
  const side = (id: string) => sideOf(byId.get(id) as Work, courseId)
  return {
    exercises: given.map(({ exercise }) => ({
      ...{ slug: exercise.slug, code: exercise.code, title: exercise.title },
    })),
    ...{ exercise: wanted.exercise.slug, compared, threshold, median, total: pairs.length },
    pairs: pairs.slice(0, mostPairs).map(({ left, right, similarity }) => ({
      ...{ left: side(left), right: side(right), similarity },
    })),
  }
}

/** Null where they are not two solutions of one exercise of this course that can be read. */
export async function pairIn(
  db: Database,
  { exercises, stub }: Catalogue,
  wanted: { courseId: string; left: string; right: string },
): Promise<SimilarPair | null> {
  const { courseId } = wanted
  const ids = [wanted.left, wanted.right].map((id) => /^[\w-]{1,64}$/.exec(id)?.[0] ?? '')
  const found = await db.submission.findMany({
    where: { id: { in: ids }, ...ofStudents(courseId), assignment: { courseId } },
    select: workFields,
  })
  const [left, right] = ids.map((id) => found.find((one) => one.id === id))
  const exercise = exercises.find(({ slug }) => slug === left?.exercise)
  if (!left || !right || !exercise || left === right || right.exercise !== left.exercise)
    return null
  const compared = await compareTwoApart(textOf(left), textOf(right), stub(exercise))
  return (
    compared && {
      exercise: { slug: exercise.slug, code: exercise.code, title: exercise.title },
      left: { ...sideOf(left, courseId), source: left.source },
      right: { ...sideOf(right, courseId), source: right.source },
      ...compared,
    }
  )
}

const ofStudents = (courseId: string) =>
  ({
    ...{ kind: 'submit', repeatsId: null, supersededAt: null },
    user: { erasedAt: null, enrolments: { some: { courseId, role: 'student' } } },
  }) satisfies Prisma.SubmissionWhereInput

async function newestWork(db: Database, courseId: string, assignmentId: string): Promise<Work[]> {
  const newest = (where: Prisma.SubmissionWhereInput) =>
    db.submission.findMany({
      where: { ...ofStudents(courseId), assignmentId, ...where },
      orderBy: [{ userId: 'asc' }, { queuedAt: 'desc' }, { id: 'asc' }],
      distinct: ['userId'],
      select: workFields,
    })
  const passed = await newest({ verdict: 'passed' })
  return [...passed, ...(await newest({ userId: { notIn: passed.map(({ user }) => user.id) } }))]
}

const textOf = ({ id, source }: Work) => ({ id, source })

function sideOf({ id, queuedAt, user }: Work, courseId: string) {
  const section = user.enrolments.find((one) => one.courseId === courseId)?.section ?? null
  return {
    submission: id,
    student: { id: user.id, name: user.name, section },
    handedInAt: queuedAt,
  }
}
