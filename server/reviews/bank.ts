/** The comments that the staff of a course shares. */
import type { z } from 'zod'
import type { Database, Prisma } from '../../prisma/client.ts'
import type { BankComment, BankQuery, CommentBank } from '../api/review.ts'
import { notFound } from '../errors.ts'

const bankFields = {
  id: true,
  exercise: true,
  text: true,
  _count: { select: { uses: true } },
} as const satisfies Prisma.BankCommentSelect

type BankRow = Prisma.BankCommentGetPayload<{ select: typeof bankFields }>

function bankComment({ _count, ...comment }: BankRow): BankComment {
  return { ...comment, uses: _count.uses }
}

/** A page of the bank, from what was used most. */
export async function openBank(
  db: Database,
  courseId: string,
  { exercise, search, page, limit }: z.output<typeof BankQuery>,
): Promise<CommentBank> {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '')
  const where = {
    courseId,
    ...(exercise !== undefined && { OR: [{ exercise }, { exercise: null }] }),
    AND: words.map((word) => ({
      text: { contains: literal(word), mode: 'insensitive' as const },
    })),
  }
  const [total, rows] = await Promise.all([
    db.bankComment.count({ where }),
    db.bankComment.findMany({
      where,
      orderBy: [{ uses: { _count: 'desc' } }, { createdAt: 'asc' }, { id: 'asc' }],
      ...{ skip: (page - 1) * limit, take: limit, select: bankFields },
    }),
  ])
  return {
    comments: rows.map(bankComment),
    ...{ page, total, pages: Math.max(1, Math.ceil(total / limit)) },
  }
}

/** For LIKE, where these characters stand for others. */
function literal(word: string): string {
  return word.replaceAll(/[\\%_]/g, '\\$&')
}

export async function addBankComment(
  db: Database,
  data: { courseId: string; exercise: string | null; text: string },
): Promise<BankComment> {
  return bankComment(await db.bankComment.create({ data, select: bankFields }))
}

interface Named {
  readonly courseId: string
  readonly id: string
}

/** Throws 404 when the course has no such comment. */
export async function changeBankComment(
  db: Database,
  named: Named,
  { exercise, text }: { exercise?: string | null | undefined; text?: string | undefined },
): Promise<BankComment> {
  const before = await demandBankComment(db, named)
  const data = {
    exercise: exercise === undefined ? before.exercise : exercise,
    text: text ?? before.text,
  }
  return bankComment(
    await db.bankComment.update({ where: { id: before.id }, data, select: bankFields }),
  )
}

/** What was written with it stays. Throws 404 when the course has no such comment. */
export async function removeBankComment(db: Database, named: Named): Promise<void> {
  const { id } = await demandBankComment(db, named)
  await db.bankComment.delete({ where: { id } })
}

async function demandBankComment(db: Database, { courseId, id }: Named): Promise<BankRow> {
  const known = await db.bankComment.findFirst({
    where: { courseId, id: /^[\w-]{1,64}$/.exec(id)?.[0] ?? '' },
    select: bankFields,
  })
  if (known) return known
  throw notFound(`This course shares no comment "${id}"; somebody may have deleted it.`)
}
