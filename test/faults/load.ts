/** Students that hand in over HTTP whatever happens, and remember every answer. */
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { newApiKey } from '../../server/api-keys.ts'
import { right, wrong, type Graders } from './graders.ts'

interface Answer {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly retryAfter: string | null
  readonly text: string
  /** Of the clock of this process. */
  readonly at: number
}

export interface Load {
  /** Every answer so far; requests that got none, because the server itself was gone, are told apart. */
  readonly answers: readonly Answer[]
  readonly unanswered: readonly string[]
  /** Of every file that was acknowledged. */
  readonly accepted: Map<string, { readonly verdict: string }>
  /** Of its students. */
  readonly keys: readonly string[]
  ask(this: void, method: string, path: string, body?: object): Promise<Answer | null>
  /** Every student hands in one file, `atOnce` at a time, each until it is acknowledged. */
  handIn(this: void, atOnce: number): Promise<void>
}

const Accepted = z.object({ id: z.string() })

/** `padding` is how many characters that nobody could write shorter each file has on top. */
export async function openLoad(
  { db }: Graders,
  address: string,
  students: number,
  padding = 0,
): Promise<Load> {
  const answers: Answer[] = []
  const unanswered: string[] = []
  const accepted = new Map<string, { verdict: string }>()
  const keys: string[] = []
  for (let student = 0; student < students; student += 1) {
    const { key, start, hash } = newApiKey()
    const apiKeys = { create: { name: 'load', start, hash } }
    await db.user.create({ data: { name: 'Load', email: `${randomUUID()}@a.invalid`, apiKeys } })
    keys.push(key)
  }

  const send = async (key: string, method: string, path: string, body?: object, id = '') => {
    try {
      const response = await fetch(address + path, {
        method,
        headers: {
          Authorization: `Bearer ${key}`,
          ...(body && { 'Content-Type': 'application/json' }),
          ...(id && { 'Idempotency-Key': id }),
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      const { status, headers } = response
      const text = await response.text()
      const retryAfter = headers.get('retry-after')
      const answer = { method, path, status, retryAfter, text, at: performance.now() }
      answers.push(answer)
      return answer
    } catch (error) {
      unanswered.push(`${method} ${path}: ${String((error as Error).cause)}`)
      return null
    }
  }

  return {
    ...{ answers, unanswered, accepted, keys },
    ask: (method, path, body) => send(keys[0]!, method, path, body),
    async handIn(atOnce) {
      const waiting = keys.entries()
      const one = async () => {
        for (const [at, key] of waiting) {
          const isRight = at % 2 === 0
          const source = `${isRight ? right : wrong}\n// ${randomBytes(padding).toString('hex')}`
          const body = { exercise: 'softmax', source }
          // One key for one file: asked again, because the answer got lost, it is the same submission.
          const id = randomUUID()
          for (;;) {
            const answer = await send(key, 'POST', '/api/submissions', body, id)
            if (answer && answer.status < 300) {
              const { id: submission } = Accepted.parse(JSON.parse(answer.text))
              accepted.set(submission, { verdict: isRight ? 'passed' : 'wrongAnswer' })
              break
            }
            await sleep(200)
          }
          await sleep(100)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, one))
    },
  }
}
