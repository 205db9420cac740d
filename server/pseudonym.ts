import { createHmac } from 'node:crypto'

/** What stands for a student where reviews are anonymous: always the same in a course, another one in the next. */
export function pseudonymOf(secret: string, courseId: string, userId: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['pseudonym', courseId, userId]))
    .digest('hex')
    .slice(0, 6)
}
