/** The clusters of an exercise as staff sees them, and who is in one. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { explainFinding } from '../../grader/explain.ts'
import { Report } from '../../grader/report.ts'
import type { Database } from '../../prisma/client.ts'
import type { Cluster, ClusterMembers, Clusters } from '../api/clusters.ts'
import type { Language } from '../api/session.ts'
import { exerciseName, studentFields, studentOf, type ReviewedCourse } from '../reviews/attempt.ts'
import { fewestStudents, sectionsOf } from '../reviews/sections.ts'
import { countPerDay, dayIn, daysBetween } from './days.ts'
import {
  answersTo,
  clustersOf,
  demandCluster,
  gradedAttempts,
  type ClusterScope,
} from './failures.ts'
import { countOf, type Gathered } from './gather.ts'

interface Listing {
  readonly course: ReviewedCourse
  readonly exercises: readonly ExerciseFacts[]
  readonly wanted: {
    readonly exercise?: string | undefined
    readonly section?: string | undefined
    readonly which: ClusterScope['which']
  }
  readonly language: Language
}

export async function listClusters(db: Database, listing: Listing): Promise<Clusters> {
  const { course, exercises, wanted, language } = listing
  const [choices, sections] = await Promise.all([
    exercisesWithFailures(db, course, exercises),
    sectionsOf(db, course),
  ])
  const most = choices.toSorted((one, other) => other.failures - one.failures)[0]
  const exercise = wanted.exercise ?? most?.slug ?? null
  const common = { anonymous: course.anonymous, exercises: choices, sections, exercise }
  if (exercise === null) return { ...common, students: 0, days: [], clusters: [] }

  const scope = {
    ...{ courseId: course.id, exercise },
    ...{ section: wanted.section, which: wanted.which },
  }
  const [gathered, { answered }, answers, { timeZone }] = await Promise.all([
    clustersOf(db, scope),
    answersTo(db, scope),
    newestAnswers(db, scope),
    db.course.findUniqueOrThrow({ where: { id: course.id }, select: { timeZone: true } }),
  ])
  const examples = await examplesOf(db, gathered, exercise, language)
  const day = dayIn(timeZone)
  const firstDay = gathered
    .flatMap(({ attempts }) => attempts[0]?.queuedAt ?? [])
    .map(day)
    .sort()[0]
  const days = firstDay === undefined ? [] : daysBetween(firstDay, day(new Date()))
  const known = exercises.find(({ slug }) => slug === exercise)?.misconceptions ?? []
  const clusters = gathered.map((one): Cluster => {
    const { misconception, failedCase, finding, verdict } = one.newest
    const got = answered(one.key)
    const sameAs = known.find(({ id }) => id === misconception)?.sameAs ?? null
    return {
      key: one.key,
      misconception: misconception === null ? null : { id: misconception, sameAs },
      ...{ failedCase, finding: finding ?? verdict, example: examples.get(one.key) ?? null },
      ...{ here: countOf(one, 'here'), passed: countOf(one, 'passed') },
      ...{ elsewhere: countOf(one, 'elsewhere'), attempts: one.attempts.length },
      perDay:
        // Else a count per day tells who handed in when.
        course.anonymous && one.members.length < fewestStudents
          ? null
          : countPerDay(
              days,
              one.attempts.map(({ queuedAt }) => day(queuedAt)),
            ),
      unanswered: hereIn(one).filter(({ userId }) => !got.has(userId)).length,
      lastAnswer: answers.get(one.key) ?? null,
    }
  })
  const students = clusters.reduce((sum, { here }) => sum + here, 0)
  return { ...common, students, days, clusters }
}

export function hereIn({ members }: Gathered): Gathered['members'] {
  return members.filter(({ standing }) => standing === 'here')
}

async function exercisesWithFailures(
  db: Database,
  course: ReviewedCourse,
  exercises: readonly ExerciseFacts[],
): Promise<Clusters['exercises']> {
  const [counts, assignments] = await Promise.all([
    db.submission.groupBy({
      by: ['exercise'],
      where: { ...gradedAttempts(course.id), verdict: { notIn: ['passed', 'graderError'] } },
      _count: true,
    }),
    db.assignment.findMany({
      where: { courseId: course.id },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { exercise: true },
    }),
  ])
  return assignments.flatMap(({ exercise }) => {
    const failures = counts.find((one) => one.exercise === exercise)?._count
    return failures === undefined ? [] : [{ ...exerciseName(exercises, exercise), failures }]
  })
}

async function newestAnswers(
  db: Database,
  { courseId, exercise }: ClusterScope,
): Promise<Map<string, NonNullable<Cluster['lastAnswer']>>> {
  const rows = await db.clusterAnswer.findMany({
    where: { courseId, exercise },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ cluster: true, text: true, authorId: true, createdAt: true },
      _count: { select: { messages: true } },
    },
  })
  const authors = await db.user.findMany({
    where: { id: { in: rows.flatMap(({ authorId }) => authorId ?? []) } },
    select: { id: true, name: true },
  })
  return new Map(
    rows.map(({ cluster, text, authorId, createdAt, _count }) => [
      cluster,
      {
        ...{ text, sentAt: createdAt, students: _count.messages },
        author: authors.find(({ id }) => id === authorId)?.name ?? null,
      },
    ]),
  )
}

/** What the newest report of each cluster without a name says is wrong. */
async function examplesOf(
  db: Database,
  gathered: readonly Gathered[],
  exercise: string,
  language: Language,
): Promise<Map<string, string>> {
  const unnamed = gathered.filter(({ newest }) => newest.misconception === null)
  const rows = await db.submission.findMany({
    where: { id: { in: unnamed.map(({ newest }) => newest.id) } },
    select: { id: true, report: true },
  })
  return new Map(
    unnamed.flatMap(({ key, newest }) => {
      const stored = rows.find(({ id }) => id === newest.id)?.report
      const { data: report } = Report.safeParse(stored)
      const failing = report && report.firstFailure !== null && report.cases[report.firstFailure]
      const finding = (failing && failing.finding) ?? report?.finding
      return finding ? [[key, explainFinding(finding, { subject: exercise, language })]] : []
    }),
  )
}

const pageSize = 50
const order = { here: 0, elsewhere: 1, passed: 2 } as const

interface MembersOf {
  readonly course: ReviewedCourse
  readonly scope: ClusterScope
  readonly key: string
  readonly page: number
  readonly secret: string
}

/** Those who are in it now first, then by name; where reviews are anonymous by pseudonym, which tells nothing. */
export async function membersOf(
  db: Database,
  { course, scope, key, page, secret }: MembersOf,
): Promise<ClusterMembers> {
  const [cluster, { answered }] = await Promise.all([
    demandCluster(db, scope, key),
    answersTo(db, scope),
  ])
  const users = await db.user.findMany({
    where: { id: { in: cluster.members.map(({ userId }) => userId) } },
    select: studentFields(course.id),
  })
  const students = new Map(users.map((user) => [user.id, studentOf(user, course, secret)]))
  const got = answered(key)
  const members = cluster.members
    .flatMap(({ userId, newest, standing }) => {
      const student = students.get(userId)
      if (!student) return []
      return [
        {
          ...{ submission: newest.id, student, standing, answered: got.has(userId) },
          handedInAt: course.anonymous ? null : newest.queuedAt,
        },
      ]
    })
    .sort(
      (one, other) =>
        order[one.standing] - order[other.standing] ||
        called(one.student).localeCompare(called(other.student)) ||
        (one.submission < other.submission ? -1 : 1),
    )
  return {
    members: members.slice((page - 1) * pageSize, page * pageSize),
    ...{ page, pages: Math.max(1, Math.ceil(members.length / pageSize)) },
  }
}

function called({ name, pseudonym }: ClusterMembers['members'][number]['student']): string {
  return name ?? pseudonym ?? ''
}
