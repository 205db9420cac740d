/** Exercises of a course's workshop and their editions, as their authors see them. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { filesIn } from '../../grader/workshop/files.ts'
import type { Database, Prisma } from '../../prisma/client.ts'
import { StoredProof } from '../api/statistics.ts'
import {
  CheckProgress,
  type CheckState,
  type ListedEdition,
  type OpenEdition,
  type OpenWorkshopExercise,
  type Workshop,
} from '../api/workshop.ts'
import { demandEdition, demandExercise, type NamedEdition, type WorkshopCourse } from './access.ts'
import { editionProblems } from './problems.ts'

const mostEditions = 100

const listedFields = {
  id: true,
  slug: true,
  hash: true,
  note: true,
  savedById: true,
  savedAt: true,
  checkAskedAt: true,
  checkStartedAt: true,
  checkEndedAt: true,
  publishedAt: true,
  publishedById: true,
  trustedAt: true,
} as const satisfies Prisma.EditionSelect

type Row = Prisma.EditionGetPayload<{ select: typeof listedFields }>

interface Newest {
  readonly id: string
  readonly editions: number
  readonly title: string | null
  readonly code: string | null
}

/** Newest first. `served` are all exercises of the server; those in `repository` come with files to begin from. */
export async function listWorkshop(
  db: Database,
  course: WorkshopCourse,
  copyable: Workshop['copyable'],
): Promise<Workshop> {
  const newest = await db.$queryRaw<Newest[]>`
    SELECT DISTINCT ON (edition."slug") edition."id",
      (count(*) OVER (PARTITION BY edition."slug"))::int AS "editions",
      left(known."facts" ->> 'title', 200) AS "title", left(known."facts" ->> 'code', 10) AS "code"
    FROM "Edition" AS edition JOIN "WorkshopExercise" AS exercise USING ("slug")
    LEFT JOIN LATERAL (
      SELECT "facts" FROM "Edition" AS other
      WHERE other."slug" = edition."slug" AND other."facts" IS NOT NULL
      ORDER BY other."savedAt" DESC LIMIT 1
    ) AS known ON true
    WHERE exercise."courseId" = ${course.id}
    ORDER BY edition."slug", edition."savedAt" DESC, edition."id"`
  const served = await db.$queryRaw<{ id: string }[]>`
    SELECT edition."id" FROM "Edition" AS edition
    JOIN "ExerciseVersion" AS version USING ("slug", "hash")
    JOIN "WorkshopExercise" AS exercise USING ("slug")
    WHERE exercise."courseId" = ${course.id} AND version."current"`
  const rows = await db.edition.findMany({
    where: { id: { in: [...newest, ...served].map(({ id }) => id) } },
    select: listedFields,
  })
  const listed = await listEditions(db, rows)
  const exercises = newest.flatMap(({ id, ...facts }) => {
    const row = rows.find((one) => one.id === id)
    if (!row) return []
    const servedRow = rows.find(
      (one) => one.slug === row.slug && served.some((other) => other.id === one.id),
    )
    return {
      ...{ slug: row.slug, ...facts, newest: listed(row) },
      served: servedRow ? listed(servedRow) : null,
    }
  })
  const time = ({ newest: { savedAt } }: (typeof exercises)[number]) => savedAt.getTime()
  return { exercises: exercises.sort((one, other) => time(other) - time(one)), copyable }
}

/** Throws 404 where the course's workshop has no such exercise. */
export async function openWorkshopExercise(
  db: Database,
  course: WorkshopCourse,
  slug: string,
): Promise<OpenWorkshopExercise> {
  await demandExercise(db, course, slug)
  const rows = await db.edition.findMany({
    where: { slug },
    orderBy: [{ savedAt: 'desc' }, { id: 'asc' }],
    take: mostEditions,
    select: listedFields,
  })
  const listed = await listEditions(db, rows)
  return { slug, editions: rows.map(listed) }
}

/** Throws 404 where the course has no such edition. */
export async function openEdition(
  db: Database,
  course: WorkshopCourse,
  named: NamedEdition,
  served: readonly ExerciseFacts[],
): Promise<OpenEdition> {
  const fields = { ...listedFields, files: true, facts: true, checkProgress: true }
  const row = await demandEdition(db, course, named, fields)
  const { slug, hash } = row
  const [listed, check, problems] = await Promise.all([
    listEditions(db, [row]),
    db.exerciseCheck.findFirst({
      where: { slug, hash },
      orderBy: { checkedAt: 'desc' },
      select: { proof: true, checkedAt: true },
    }),
    editionProblems(row, served),
  ])
  const one = listed(row)
  const isChecked = one.check === 'proved' || one.check === 'problems'
  return {
    ...{ ...one, slug, files: filesIn(row.files), problems },
    progress: one.check === 'running' ? progressIn(row.checkProgress) : null,
    proof: (isChecked && StoredProof.safeParse(check?.proof).data) || null,
    checkedAt: isChecked ? (check?.checkedAt ?? null) : null,
  }
}

/** A grader of another version may tell of its progress in another way. */
function progressIn(column: Prisma.JsonValue): CheckProgress | null {
  return CheckProgress.safeParse(column).data ?? null
}

/** How each of these rows is listed. */
async function listEditions(
  db: Database,
  rows: readonly Row[],
): Promise<(row: Row) => ListedEdition> {
  const slugs = [...new Set(rows.map(({ slug }) => slug))]
  const [versions, checks, users] = await Promise.all([
    db.exerciseVersion.findMany({
      where: { slug: { in: slugs }, current: true },
      select: { slug: true, hash: true },
    }),
    db.exerciseCheck.findMany({
      where: { slug: { in: slugs }, hash: { in: rows.map(({ hash }) => hash) } },
      orderBy: [{ slug: 'asc' }, { hash: 'asc' }, { checkedAt: 'desc' }],
      distinct: ['slug', 'hash'],
      select: { slug: true, hash: true, proved: true },
    }),
    db.user.findMany({
      where: {
        id: { in: rows.flatMap((row) => [row.savedById ?? [], row.publishedById ?? []].flat()) },
      },
      select: { id: true, name: true },
    }),
  ])
  const nameOf = (id: string | null) => users.find((user) => user.id === id)?.name ?? null
  return (row) => {
    const { id, slug, hash, note, savedAt, publishedAt } = row
    const isThis = (one: { slug: string; hash: string }) => one.slug === slug && one.hash === hash
    return {
      ...{ id, hash, note, savedBy: nameOf(row.savedById), savedAt, publishedAt },
      check: checkStateOf(row, checks.find(isThis)?.proved ?? false),
      publishedBy: nameOf(row.publishedById),
      isServed: versions.some(isThis),
      isTrusted: row.trustedAt !== null,
    }
  }
}

/** What is known follows from what has happened; a check that is asked for again forgets the one before. */
export function checkStateOf(
  row: Pick<Row, 'checkAskedAt' | 'checkStartedAt' | 'checkEndedAt'>,
  proved: boolean,
): CheckState {
  if (!row.checkAskedAt) return 'unchecked'
  if (!row.checkEndedAt) return row.checkStartedAt ? 'running' : 'waiting'
  return proved ? 'proved' : 'problems'
}
