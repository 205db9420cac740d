/** Two courses that hold one of everything, and every route of the server filled with what is in one of them. */
import { newApiKey } from '../../../server/api-keys.ts'
import { apiPaths, type AppConfig } from '../../../server/app.ts'
import { describeApi } from '../../../server/openapi.ts'
import type { Logger } from 'pino'
import type { Database } from '../../../prisma/client.ts'
import type { Role } from '../../../prisma/generated/enums.ts'
import { gradeNext } from '../grading.ts'
import { routesOf, type Route } from '../routes.ts'
import { startServer, type TestServer } from '../server.ts'

/** What stands for each parameter of a path; `:id` goes by the name of what it is in. */
export type Place = Readonly<Record<string, string>>

export const everybody = [
  ...(['anonymous', 'studentA', 'studentB', 'assistant', 'instructor', 'admin'] as const),
  ...(['otherStudent', 'otherAssistant', 'outsider'] as const),
] as const
export type Who = (typeof everybody)[number]

export interface World {
  readonly server: TestServer
  /** Nobody's is missing but the visitor's. */
  readonly keys: Partial<Record<Who, string>>
  readonly ids: Partial<Record<Who, string>>
  /** Of the course "transformers". */
  readonly own: Place
  /** Of the course "other", whose people are the last three. */
  readonly foreign: Place
}

/** Stands in all that is said, written and named in the other course. */
export const foreignCanary = 'Fq9Foreign'
export const ownCanary = 'Oq3Own'

export async function startWorld(config: Partial<AppConfig> = {}, log?: Logger): Promise<World> {
  const server = await startServer(config, log)
  const keys: Partial<Record<Who, string>> = { ...server.keys }
  const ids: Partial<Record<Who, string>> = { ...server.ids }
  const { id: otherCourse } = await server.db.course.findUniqueOrThrow({ where: { slug: 'other' } })
  const add = async (who: Who, role: Role | null) => {
    const { key, start, hash } = newApiKey()
    const { id } = await server.db.user.create({
      data: {
        ...{ name: `${who} ${foreignCanary}`, email: `${who.toLowerCase()}@demo.invalid` },
        ...{ isAdmin: role === null, apiKeys: { create: { name: 'test', start, hash } } },
        ...(role && { enrolments: { create: { courseId: otherCourse, role } } }),
      },
    })
    Object.assign(keys, { [who]: key })
    Object.assign(ids, { [who]: id })
  }
  await add('admin', null)
  await add('otherStudent', 'student')
  await add('otherAssistant', 'assistant')
  const own = await fill(server, {
    ...{ course: 'transformers', canary: ownCanary },
    ...{ student: server.keys.studentA, instructor: server.keys.instructor },
    user: server.ids.studentA,
  })
  const foreign = await fill(server, {
    ...{ course: 'other', canary: foreignCanary },
    ...{ student: keys.otherStudent ?? '', instructor: server.keys.outsider },
    user: ids.otherStudent ?? '',
  })
  return { server, keys, ids, own, foreign }
}

/** The key of one more who teaches the own course: nobody may ask more than 600 times a minute. */
export async function anotherInstructor({ server }: World, isAdmin = false): Promise<string> {
  const { key, start, hash } = newApiKey()
  const { id } = await server.db.course.findUniqueOrThrow({ where: { slug: 'transformers' } })
  await server.db.user.create({
    data: {
      ...{ name: 'One more', email: `${hash.slice(0, 12)}@demo.invalid`, isAdmin },
      enrolments: { create: { courseId: id, role: 'instructor' } },
      apiKeys: { create: { name: 'test', start, hash } },
    },
  })
  return key
}

/**
 * What stands in every table, as one hash for each. Left out: counts of requests, the times at which keys
 * were used, and, where `reading` is true, the record, in which looks at what is somebody else's are kept.
 */
export async function contentsOf(
  db: Database,
  { reading }: { reading: boolean },
): Promise<Record<string, string>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`
  const left = ['RateCount', ...(reading ? ['AuditEvent'] : [])]
  const parts = tables
    .filter(({ name }) => !left.includes(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, coalesce(md5(string_agg(row, '|' ORDER BY row)), '') AS hash
         FROM (SELECT (to_jsonb(one) - 'lastUsedAt')::text AS row FROM "${name}" AS one) AS rows`,
    )
  const rows = await db.$queryRawUnsafe<{ name: string; hash: string }[]>(parts.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]))
}

interface Filled {
  readonly course: string
  readonly canary: string
  /** Keys of the two who fill it, and the student's id. */
  readonly student: string
  readonly instructor: string
  readonly user: string
}

async function fill(server: TestServer, of: Filled): Promise<Place> {
  const { db } = server
  const { course, canary, user } = of
  const root = `/api/courses/${course}`
  const well = async (key: string, method: string, path: string, json?: unknown) => {
    const { status, text, body } = await server.ask(method, path, {
      ...{ key, ...(json !== undefined && { json }) },
    })
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
    return body as { id: string }
  }
  const teach = (method: string, path: string, json?: unknown) =>
    well(of.instructor, method, root + path, json)
  if (course === 'other') await teach('POST', '/assignments', { exercise: 'softmax' })
  const ofCourse = { exercise: 'softmax', course: { slug: course } }
  const assignment = await db.assignment.findFirstOrThrow({ where: ofCourse })
  const dueAt = new Date('2099-01-01T00:00:00Z')
  await db.assignment.update({ where: { id: assignment.id }, data: { dueAt } })
  const file = (number: number) => ({
    ...{ exercise: 'softmax', assignment: assignment.id },
    source: `// ${canary} ${number}\nexport const value = ${number}\n`,
  })
  const left = await well(of.student, 'POST', '/api/submissions', file(1))
  await gradeNext(db)
  const submission = await well(of.student, 'POST', '/api/submissions', file(2))
  await gradeNext(db)
  await well(of.student, 'PUT', '/api/drafts/softmax', {
    ...{ source: canary, revision: 0, exerciseVersion: 'any' },
  })
  await well(of.student, 'POST', `/api/submissions/${submission.id}/requests`, { reason: canary })
  await teach('POST', `/reviews/${submission.id}/replies`, { text: canary })
  await teach('POST', '/bank-comments', { text: canary })
  await teach('POST', `/assignments/${assignment.id}/rubric`, { text: canary, points: 1 })
  await teach('PUT', `/assignments/${assignment.id}/extensions/${user}`, {
    ...{ dueAt: '2100-01-01T00:00:00Z', reason: canary },
  })
  const rerun = await teach('POST', `/reviews/${submission.id}/reruns`, { seed: 'same' })
  const regrade = await teach('POST', '/regrades', {
    ...{ exercise: 'softmax', scope: { which: 'latest' }, reason: canary },
  })
  const invite = await teach('POST', '/invites', { role: 'student', section: canary })
  const slug = `row-sums-${course}`
  const edition = await teach('POST', '/workshop', { slug, title: `Row sums ${canary}` })
  const worker = { kind: 'grader', version: '0.0.0', node: 'v26.0.0', concurrency: 1 }
  await db.worker.upsert({ where: { id: 'one' }, create: { id: 'one', ...worker }, update: {} })
  const key = await db.apiKey.findFirstOrThrow({ where: { userId: user } })
  const inCourse = { course: { slug: course } }
  return {
    ...{ course, user, student: user, submission: submission.id, submissions: submission.id },
    ...{ left: left.id, right: submission.id, assignment: assignment.id, exercise: 'softmax' },
    item: (await db.rubricItem.findFirstOrThrow({ where: { assignment: inCourse } })).id,
    'bank-comments': (await db.bankComment.findFirstOrThrow({ where: inCourse })).id,
    threads: (await db.thread.findFirstOrThrow({ where: { submissionId: submission.id } })).id,
    notices: (await db.notice.findFirstOrThrow({ where: { userId: user } })).id,
    ...{ rerun: rerun.id, regrades: regrade.id, invites: invite.id, keys: key.id },
    token: (invite as unknown as { url: string }).url.split('/').at(-1) ?? '',
    ...{ slug, edition: edition.id, lane: 'validation', worker: 'one' },
  }
}

/** A route with its parameters, its query and a body that fits its schema. */
export interface Request extends Route {
  /** Method and path as Express writes it, for messages. */
  readonly name: string
  readonly parameters: readonly string[]
  address(place: Place): string
  /** Undefined where the route reads none. */
  body(place: Place): Record<string, unknown> | undefined
  /** Every name that its query may hold. */
  readonly queries: readonly string[]
  /** Every field that its schema names, at any depth. */
  readonly fields: ReadonlySet<string>
}

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minimum?: number
  readonly minLength?: number
}

interface Operation {
  readonly parameters?: readonly { in: string; name: string; required?: boolean; schema: Schema }[]
  readonly requestBody?: { content: Record<string, { schema: Schema }> }
}

const document = describeApi('0.0.0', apiPaths) as unknown as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

export function requestsOf({ server }: World): Request[] {
  return routesOf(server.app.express).map((route) => {
    const { method, path } = route
    const name = `${method.toUpperCase()} ${path}`
    const operation = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method]
    if (!operation) throw new Error(`the OpenAPI document has no ${name}`)
    const schema = operation.requestBody?.content['application/json']?.schema
    const queries = (operation.parameters ?? []).filter((one) => one.in === 'query')
    const query = queries.filter((one) => one.required)
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, one]) => one as string)
    return {
      ...{ ...route, name, parameters: parameters.map((one) => kindOf(path, one)) },
      queries: queries.map((one) => one.name),
      fields: new Set(schema && fieldsOf(schema)),
      address(place) {
        const filled = path.replaceAll(/:(\w+)/g, (_, one: string) => {
          const value = place[kindOf(path, one)]
          if (value === undefined) throw new Error(`${name}: what stands for ${one}?`)
          return value
        })
        const search = new URLSearchParams(
          query.map((one) => [one.name, String(exampleOf(one.schema, one.name, place))]),
        )
        return search.size > 0 ? `${filled}?${search.toString()}` : filled
      },
      body: (place) => schema && (exampleOf(schema, 'body', place) as Record<string, unknown>),
    }
  })
}

function* fieldsOf(schema: Schema): Generator<string> {
  const of = schema.$ref === undefined ? schema : named(schema.$ref)
  for (const [name, inner] of Object.entries(of.properties ?? {})) {
    yield name
    yield* fieldsOf(inner)
  }
  for (const inner of [of.anyOf, of.oneOf, of.items].flatMap((one) => one ?? [])) {
    yield* fieldsOf(inner)
  }
}

function named(reference: string): Schema {
  return document.components.schemas[reference.split('/').at(-1) ?? ''] ?? {}
}

function kindOf(path: string, parameter: string): string {
  if (path.startsWith('/api/exercises/')) return 'exercise'
  if (parameter !== 'id') return parameter
  return /([\w-]+)\/:id/.exec(path)?.[1] ?? 'id'
}

/** Where any value of the right type would be refused. */
const known: Record<string, (place: Place) => unknown> = {
  exercise: () => 'softmax',
  cluster: () => 'X1',
  source: () => 'export {}',
  csv: () => 'ada@school.edu',
  email: () => 'ada@school.edu',
  dueAt: () => '2100-01-01T00:00:00Z',
  until: () => '2000-01-01T00:00:00Z',
  slug: () => 'other-sums',
  name: () => 'otherName',
  basedOn: (place) => place['edition'],
  assignments: (place) => [place['assignment']],
  assignment: (place) => place['assignment'],
  submission: (place) => place['submission'],
  files: () => ({ 'stub.ts': 'export {}' }),
  settings: () => ({ weight: 1 }),
  scope: () => ({ which: 'latest' }),
  hints: () => ['Why?', 'So.'],
  endLine: () => 1,
}

function exampleOf(schema: Schema, name: string, place: Place): unknown {
  const choices = schema.anyOf ?? schema.oneOf ?? []
  if (choices.some(({ type }) => type === 'null')) return null
  const given = known[name]?.(place)
  if (given !== undefined) return given
  if (schema.$ref !== undefined) return exampleOf(named(schema.$ref), name, place)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  if (choices[0]) return exampleOf(choices[0], name, place)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) || key === 'settings')
          .map(([key, inner]) => [key, exampleOf(inner, key, place)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () =>
        exampleOf(schema.items ?? {}, name, place),
      )
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 0)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return 'a text that is long enough'.slice(0, Math.max(schema.minLength ?? 0, 26))
  }
}
