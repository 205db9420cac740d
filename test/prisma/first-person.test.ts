import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createClient, type Database } from '../../prisma/client.ts'
import { inviteFirstPerson } from '../../prisma/first-person.ts'
import { join, openInvite } from '../../server/invites.ts'
import { newToken } from '../../server/tokens.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

let postgres: TestPostgres
let db: Database
beforeAll(async () => {
  postgres = await startPostgres()
  db = createClient(postgres.url)
})
afterAll(async () => {
  await db.$disconnect()
  await postgres.stop()
})
beforeEach(async () => {
  await db.course.deleteMany()
  await db.user.deleteMany()
})

/** What a start does; the token is in the link that it prints. */
async function start(): Promise<string | null> {
  const { token, hash } = newToken()
  const exercises = ['softmax', 'attention']
  const isNeeded = await inviteFirstPerson(db, { tokenHash: hash, title: 'Our course', exercises })
  return isNeeded ? token : null
}

describe('the first person', () => {
  test('becomes an administrator who teaches a course with every exercise', async () => {
    const token = (await start()) ?? ''
    const { id } = await db.user.create({ data: { name: 'First', email: 'first@school.edu' } })
    await join(db, token, id)
    expect(
      await db.user.findUniqueOrThrow({
        where: { id },
        select: {
          isAdmin: true,
          enrolments: { select: { role: true, course: { include: { assignments: true } } } },
        },
      }),
    ).toMatchObject({
      isAdmin: true,
      enrolments: [
        {
          role: 'instructor',
          course: {
            ...{ slug: 'transformers', title: 'Our course' },
            assignments: [
              { exercise: 'softmax', position: 0 },
              { exercise: 'attention', position: 1 },
            ],
          },
        },
      ],
    })
    const second = await db.user.create({ data: { name: 'Second', email: 'second@school.edu' } })
    await expect(join(db, token, second.id)).rejects.toThrow('used as often')
  })

  test('has a link for a week', async () => {
    const { expiresAt } = await openInvite(db, (await start()) ?? '')
    expect(Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000)).toBe(7)
  })

  test('has one link: a new start replaces it, and makes no second course', async () => {
    const [former, latter] = [await start(), await start()]
    await expect(openInvite(db, former ?? '')).rejects.toThrow('no invitation')
    expect(await openInvite(db, latter ?? '')).toMatchObject({ role: 'instructor' })
    expect(await db.course.count()).toBe(1)
  })

  test('of several starts at once finds one course', async () => {
    await Promise.all([start(), start(), start()])
    expect([await db.course.count(), await db.invite.count()]).toEqual([1, 1])
  })

  test('is invited into the course that there is', async () => {
    await db.course.create({ data: { slug: 'mine', title: 'Mine' } })
    expect(await openInvite(db, (await start()) ?? '')).toMatchObject({ course: { slug: 'mine' } })
  })

  test('is invited no more once there is somebody', async () => {
    await db.user.create({ data: { name: 'Somebody', email: 'somebody@school.edu' } })
    expect(await start()).toBeNull()
    expect(await db.course.count()).toBe(0)
  })
})
