/** A real server on a real database for one test file: two students, an assistant, an instructor, and an outsider. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { devNull } from 'node:os'
import pino, { type Logger } from 'pino'
import { course } from '../../exercises/index.ts'
import { openQueue } from '../../grader/queue/queue.ts'
import { createClient, type Database } from '../../prisma/client.ts'
import { registerExercises, seedDemo } from '../../prisma/seed.ts'
import { newApiKey } from '../../server/api-keys.ts'
import { createApp, type App, type AppConfig } from '../../server/app.ts'
import { openCatalogue, type Catalogue } from '../../server/catalogue.ts'
import { openEvents, type SubmissionEvents } from '../../server/events.ts'
import { startPostgres } from '../postgres.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The JSON body; null when there is none. */
  readonly body: unknown
}

export interface Asked {
  readonly key?: string
  readonly json?: unknown
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

export const people = ['studentA', 'studentB', 'assistant', 'instructor', 'outsider'] as const
export type Person = (typeof people)[number]

export interface TestServer {
  readonly url: string
  readonly db: Database
  readonly app: App
  readonly events: SubmissionEvents
  readonly catalogue: Catalogue
  readonly databaseUrl: string
  readonly ids: Record<Person, string>
  readonly keys: Record<Person, string>
  /** The course's assignment of an exercise. */
  assignmentOf(exercise: string): Promise<string>
  ask(method: string, path: string, asked?: Asked): Promise<Answer>
  stopDatabase(): Promise<void>
  close(): Promise<void>
}

export async function startServer(
  config: Partial<AppConfig> = {},
  log: Logger = pino({ level: 'error' }),
): Promise<TestServer> {
  const postgres = await startPostgres()
  const db = createClient(postgres.url)
  await registerExercises(
    db,
    course.map(({ slug }) => ({ slug, hash: `version of ${slug}` })),
  )
  await seedDemo(
    db,
    course.map(({ slug }) => slug),
  )
  const { ids, keys } = await addPeople(db)
  const queue = await openQueue({ databaseUrl: postgres.url, onError: () => undefined })
  const events = openEvents(postgres.url, log)
  const catalogue = await openCatalogue({ db, log, repository: course })
  const app = createApp({
    ...{ db, queue, events, log, catalogue },
    config: {
      ...{ demo: true, secret: 'only for tests, 0123456789abcdef' },
      url: 'http://attendant.test',
      ...{ proxies: 0, version: '0.0.0', erasedFile: devNull },
      ...config,
    },
  })
  const server = createServer(app.express).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let isStopped = false
  const stopDatabase = async () => {
    if (!isStopped) await postgres.stop()
    isStopped = true
  }
  return {
    ...{ url, db, app, events, catalogue, databaseUrl: postgres.url, ids, keys, stopDatabase },
    async assignmentOf(exercise) {
      const { id } = await db.assignment.findFirstOrThrow({
        where: { exercise, course: { slug: 'transformers' } },
      })
      return id
    },
    ask: (method, path, asked = {}) => ask(url + path, method, asked),
    async close() {
      app.endStreams()
      catalogue.close()
      await events.close()
      await queue.close().catch(() => undefined)
      await closeServer(server)
      await db.$disconnect()
      await stopDatabase()
    },
  }
}

async function ask(url: string, method: string, asked: Asked): Promise<Answer> {
  const { key, json, body = json === undefined ? undefined : JSON.stringify(json) } = asked
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...asked.headers,
    },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    ...{ status: response.status, headers: response.headers, text },
    body: isJson ? JSON.parse(text) : null,
  }
}

/** Adds the second student and the outsider to the demonstration course's people, and a key for everybody. */
async function addPeople(db: Database) {
  const course = await db.course.findFirstOrThrow()
  const emailOf = (name: string) => `${name}@demo.invalid`
  await db.user.create({
    data: {
      ...{ name: 'Sandy', email: emailOf('studentB') },
      enrolments: { create: { courseId: course.id, role: 'student' } },
    },
  })
  await db.user.create({
    data: {
      ...{ name: 'Olli', email: emailOf('outsider') },
      enrolments: {
        create: { role: 'instructor', course: { create: { slug: 'other', title: 'Other' } } },
      },
    },
  })
  const ids = {} as Record<Person, string>
  const keys = {} as Record<Person, string>
  for (const person of people) {
    const email = emailOf(person === 'studentA' ? 'student' : person)
    const { id } = await db.user.findUniqueOrThrow({ where: { email } })
    const { key, start, hash } = newApiKey()
    await db.apiKey.create({ data: { userId: id, name: 'test', start, hash } })
    ids[person] = id
    keys[person] = key
  }
  return { ids, keys }
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}
