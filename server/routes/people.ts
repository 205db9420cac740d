import { Router } from 'express'
import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import type { Database } from '../../prisma/client.ts'
import { PasswordLink, People } from '../api/people.ts'
import { audit } from '../audit.ts'
import { userOf } from '../auth.ts'
import { demandRole } from '../course-role.ts'
import { HttpError, notFound } from '../errors.ts'
import { limitStored } from '../limits.ts'
import { answers, refusals } from '../openapi.ts'
import { demandOnlyStudent, newPasswordToken } from '../passwords.ts'
import { resetUrl } from './passwords.ts'

const course = z.object({ course: z.string().meta({ description: "The course's slug" }) })

export const peoplePaths = {
  '/api/courses/{course}/people': {
    get: {
      summary: 'Who is in a course',
      description: 'For its assistants and instructors.',
      requestParams: { path: course },
      responses: { ...answers(200, 'By name', People), ...refusals(401, 403, 404) },
    },
  },
  '/api/courses/{course}/people/{user}/password-link': {
    post: {
      summary: 'A link with which a student chooses a new password',
      description:
        'For instructors of the course, about people who are students everywhere. It works once, for an hour, and is on record.',
      requestParams: { path: course.extend({ user: z.string() }) },
      responses: {
        ...answers(201, 'The link, shown this once', PasswordLink),
        ...refusals(401, 403, 404, 429),
      },
    },
  },
} satisfies ZodOpenApiPathsObject

interface PeopleTools {
  readonly db: Database
  readonly origin: string
}

/** The people of a course, as its staff sees them. */
export function peopleRoutes({ db, origin }: PeopleTools): Router {
  const router = Router()
  const links = limitStored(db, {
    ...{ name: 'password link', most: 60, minutes: 60, what: 'links for new passwords' },
  })

  router.get('/api/courses/:course/people', async (req, res) => {
    const { course } = req.params
    const { id } = await demandRole(db, userOf(req), course, ['assistant', 'instructor'])
    const enrolments = await db.enrolment.findMany({
      where: { courseId: id },
      orderBy: [{ user: { name: 'asc' } }, { createdAt: 'asc' }],
      select: {
        role: true,
        section: true,
        createdAt: true,
        user: { select: { id: true, name: true, email: true, erasedAt: true } },
      },
    })
    const people = enrolments.map(({ user: { erasedAt, ...user }, createdAt, ...rest }) => ({
      ...{ ...user, ...rest, joinedAt: createdAt, isErased: erasedAt !== null },
    }))
    res.json({ people } satisfies People)
  })

  router.post('/api/courses/:course/people/:user/password-link', links, async (req, res) => {
    const { course, user } = LinkParameters.parse(req.params)
    const staff = userOf(req)
    const { id: courseId } = await demandRole(db, staff, course, ['instructor'])
    const link = await db.$transaction(async (tx) => {
      const place = await tx.enrolment.findUnique({
        where: { courseId_userId: { courseId, userId: user }, user: { erasedAt: null } },
        select: { wasAdded: true },
      })
      if (!place) throw notFound('There is no such person in this course.')
      if (place.wasAdded) throw openedElsewhere()
      await demandOnlyStudent(tx, user)
      await audit(tx, {
        ...{ actorId: staff.id, action: 'password.link', subject: `user ${user}` },
        ...{ courseId, aboutId: user },
        after: { courseId },
      })
      return await newPasswordToken(tx, user, 'by instructor')
    })
    const { token, expiresAt } = link
    res.status(201).json({ url: resetUrl(origin, token), expiresAt } satisfies PasswordLink)
  })

  return router
}

/** Nobody gets into an account by importing its address. */
function openedElsewhere(): HttpError {
  return new HttpError({
    status: 403,
    code: 'openedElsewhere',
    message:
      'This person had an account before they were added to the course, and such a link would open all of it. They sign in as before; once they have opened an invite link of this course, you can make one.',
  })
}

const LinkParameters = z.object({ course: z.string(), user: z.string() })
