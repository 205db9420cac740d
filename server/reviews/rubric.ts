/** The rubric of an assignment. Scores are derived from it, so that a change of it re-scores everybody at once. */
import { maxPoints, type ExerciseFacts } from '../../exercises/exercise.ts'
import type { Database, DatabaseOrTransaction } from '../../prisma/client.ts'
import type { Rubric, RubricItem } from '../api/review.ts'
import { audit } from '../audit.ts'
import { HttpError, notFound } from '../errors.ts'

export async function rubricItems(
  db: DatabaseOrTransaction,
  assignmentId: string,
): Promise<RubricItem[]> {
  const items = await db.rubricItem.findMany({
    where: { assignmentId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { ...itemFields, _count: countedReviews },
  })
  return items.map(({ _count, ...item }) => ({ ...item, reviews: _count.marks }))
}

const itemFields = { id: true, text: true, points: true } as const
const countedReviews = {
  select: { marks: { where: { review: { doneAt: { not: null } } } } },
} as const

export interface RubricOf {
  readonly courseId: string
  readonly assignmentId: string
  readonly exercise: ExerciseFacts | undefined
}

export async function openRubric(db: Database, of: RubricOf): Promise<Rubric> {
  return {
    items: await rubricItems(db, of.assignmentId),
    maxPoints: of.exercise ? maxPoints(of.exercise) : 0,
  }
}

interface By {
  readonly actorId: string
}

export async function addItem(
  db: Database,
  of: RubricOf,
  { actorId, text, points }: By & { text: string; points: number },
): Promise<void> {
  const { assignmentId } = of
  await changing(db, of, async (tx) => {
    const last = await tx.rubricItem.aggregate({
      where: { assignmentId },
      _max: { position: true },
      _count: true,
    })
    if (last._count >= mostItems) throw tooManyItems()
    const position = (last._max.position ?? 0) + 1
    const item = await tx.rubricItem.create({ data: { assignmentId, position, text, points } })
    await record(tx, of, { actorId, verb: 'add', after: { item: item.id, text, points } })
  })
}

/** A rubric is read at a glance; this is far more than that. */
const mostItems = 200

interface Wanted extends By {
  readonly itemId: string
  /** How many reviews the instructor was told that it changes. */
  readonly reviews: number | undefined
}

/** Throws 409 when scores of more reviews would change than the instructor was told. */
export async function changeItem(
  db: Database,
  of: RubricOf,
  {
    actorId,
    itemId,
    reviews,
    ...change
  }: Wanted & { text?: string | undefined; points?: number | undefined },
): Promise<void> {
  await changing(db, of, async (tx) => {
    const { _count, ...before } = await demandItem(tx, of, itemId)
    const after = { text: change.text ?? before.text, points: change.points ?? before.points }
    if (after.points !== before.points) refuseUntold(_count.marks, reviews)
    await tx.rubricItem.update({ where: { id: itemId }, data: after })
    await record(tx, of, {
      ...{ actorId, verb: 'change', before: { item: itemId, ...before, reviews: _count.marks } },
      after: { item: itemId, ...after },
    })
  })
}

/** With its marks in all reviews. Throws 409 as `changeItem` does. */
export async function removeItem(
  db: Database,
  of: RubricOf,
  { actorId, itemId, reviews }: Wanted,
): Promise<void> {
  await changing(db, of, async (tx) => {
    const { _count, ...before } = await demandItem(tx, of, itemId)
    refuseUntold(_count.marks, reviews)
    await tx.rubricItem.delete({ where: { id: itemId } })
    await record(tx, of, {
      ...{ actorId, verb: 'remove', before: { item: itemId, ...before, reviews: _count.marks } },
    })
  })
}

/** Throws 409 when `order` does not name every item once. */
export async function orderItems(
  db: Database,
  { assignmentId, ...of }: RubricOf,
  order: readonly string[],
): Promise<void> {
  await changing(db, { assignmentId, ...of }, async (tx) => {
    const items = await tx.rubricItem.findMany({ where: { assignmentId }, select: { id: true } })
    const isWhole = items.length === order.length && items.every(({ id }) => order.includes(id))
    if (!isWhole) {
      throw new HttpError({
        status: 409,
        code: 'rubricChanged',
        message: `The rubric has ${items.length} items, and the new order does not name each of them once; load it again.`,
      })
    }
    for (const [at, id] of order.entries()) {
      await tx.rubricItem.update({ where: { id }, data: { position: at + 1 } })
    }
  })
}

/** One change of a rubric at a time, and none while a review is being saved with it. */
async function changing(
  db: Database,
  { assignmentId }: RubricOf,
  change: (tx: DatabaseOrTransaction) => Promise<void>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "Assignment" WHERE "id" = ${assignmentId} FOR NO KEY UPDATE`
    await change(tx)
  })
}

async function demandItem(tx: DatabaseOrTransaction, { assignmentId }: RubricOf, itemId: string) {
  const id = /^[\w-]{1,64}$/.exec(itemId)?.[0] ?? ''
  const found = await tx.rubricItem.findFirst({
    where: { id, assignmentId },
    select: { text: true, points: true, _count: countedReviews },
  })
  if (!found) throw notFound(`The rubric of this assignment has no item "${itemId}".`)
  return found
}

function refuseUntold(reviews: number, told: number | undefined): void {
  if (reviews === (told ?? 0)) return
  throw new HttpError({
    status: 409,
    code: 'moreReviews',
    message: `This changes the score of ${reviews} ${reviews === 1 ? 'review' : 'reviews'} that ${reviews === 1 ? 'is' : 'are'} done. Send "reviews": ${reviews} to do it.`,
    details: { reviews },
  })
}

function tooManyItems(): HttpError {
  return new HttpError({
    status: 409,
    code: 'tooManyItems',
    message: `The rubric has ${mostItems} items, which is the most; remove one before you add another.`,
  })
}

interface Recorded extends By {
  readonly verb: 'add' | 'change' | 'remove'
  readonly before?: Record<string, string | number>
  readonly after?: Record<string, string | number>
}

async function record(
  tx: DatabaseOrTransaction,
  { courseId, assignmentId }: RubricOf,
  { actorId, verb, before, after }: Recorded,
): Promise<void> {
  await audit(tx, {
    ...{ actorId, courseId, action: `rubric.${verb}`, subject: `assignment ${assignmentId}` },
    ...(before && { before }),
    ...(after && { after }),
  })
}
