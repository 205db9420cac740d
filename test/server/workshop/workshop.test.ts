/** Exercises over HTTP, from the first file to a student who opens them. What a grader would write is written here. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pino from 'pino'
import type { Exercise, ExerciseFacts } from '../../../exercises/exercise.ts'
import { writeFacts } from '../../../exercises/facts.ts'
import { folderOf } from '../../../exercises/folder.ts'
import { course, exerciseOf } from '../../../exercises/index.ts'
import { saveReport } from '../../../grader/queue/store.ts'
import { registerExercises } from '../../../prisma/seed.ts'
import type { OpenExercise } from '../../../server/api/exercise.ts'
import type { Operations } from '../../../server/api/operations.ts'
import type { Wire } from '../../../server/api/wire.ts'
import type {
  EditionPreview,
  OpenEdition,
  OpenWorkshopExercise,
  Workshop,
} from '../../../server/api/workshop.ts'
import { openCatalogue } from '../../../server/catalogue.ts'
import { writeZip } from '../../../server/workshop/zip.ts'
import { claim, wrongReport } from '../grading.ts'
import { startServer, type Asked, type Person, type TestServer } from '../server.ts'

const place = '/api/courses/transformers/workshop'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

async function ask(method: string, path: string, json?: unknown, person: Person = 'instructor') {
  const asked: Asked = { key: server.keys[person], ...(json !== undefined && { json }) }
  return await server.ask(method, path, asked)
}

/** What the server answers with this status. */
async function got<Body>(status: number, ...asked: Parameters<typeof ask>): Promise<Body> {
  const answer = await ask(...asked)
  // With what the answer says where it is another one.
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([status, answer.text.slice(0, 300)])
  return answer.body as Body
}

/** What is refused, with its code. */
async function refused(
  status: number,
  ...asked: Parameters<typeof ask>
): Promise<{ code: string; message: string; details?: unknown }> {
  const { error } = await got<{ error: { code: string; message: string } }>(status, ...asked)
  return error
}

type Edition = Wire<OpenEdition>

const begin = (slug: string, more: object = {}) =>
  got<Edition>(201, 'POST', place, { slug, title: 'A new one', ...more })

const save = (edition: Edition, files: Record<string, string>) =>
  got<Edition>(200, 'PUT', `${place}/${edition.slug}`, {
    files: { ...edition.files, ...files },
    basedOn: edition.id,
  })

const pathOf = ({ slug, id }: Edition) => `${place}/${slug}/editions/${id}`

/** The facts that a check would read from a copy of `like`. */
const factsLike = (like: string, changes: Partial<ExerciseFacts>) =>
  writeFacts({ ...exerciseOf(like)!, ...changes }) as object

/** What a grader writes that has proved an edition, or found problems in it. */
async function check(
  edition: Edition,
  { proved = true, facts = {} }: { proved?: boolean; facts?: Partial<ExerciseFacts> } = {},
) {
  const { slug, hash, id } = edition
  await got<Edition>(202, 'POST', `${pathOf(edition)}/check`)
  await server.db.exerciseVersion.upsert({
    where: { slug_hash: { slug, hash } },
    create: { slug, hash, current: false },
    update: {},
  })
  const problems = proved ? [] : ['misconceptions.ts has 1; at least five are wanted']
  await server.db.exerciseCheck.create({
    data: {
      ...{ slug, hash, proved },
      proof: {
        ...{ exercise: slug, version: hash, floor: 0.1, gap: 'Infinity', problems },
        ...{ misconceptions: [], solutions: [], engines: [] },
      },
    },
  })
  await server.db.edition.update({
    where: { id },
    data: { facts: factsLike('softmax', { slug, ...facts }), checkEndedAt: new Date() },
  })
}

const publish = (edition: Edition) =>
  got<Edition>(200, 'POST', `${pathOf(edition)}/publish`, { reason: 'Ready' })

test('an exercise goes from a template to a student, to its next edition, back, and away again', async () => {
  const first = await begin('row-sums')
  expect(Object.keys(first.files).sort()).toEqual([
    ...['cases.ts', 'exercise.ts', 'misconceptions.ts', 'reference.ts'],
    ...['solutions/loops.ts', 'solutions/tensor.ts', 'statement.md', 'stub.ts'],
  ])
  expect(first).toMatchObject({ check: 'unchecked', problems: [], savedBy: 'Iris Instructor' })
  expect(first.files['exercise.ts']).toContain(
    "import { rowSums as reference } from './reference.ts'",
  )
  const unpublished = await refused(404, 'GET', '/api/exercises/row-sums', undefined, 'studentA')
  expect(unpublished.code).toBe('notFound')

  const statement = '# Row sums\n\n## Idea\n\nEach row has a sum.\n'
  const second = await save(first, { 'statement.md': statement })
  expect(second.id).not.toBe(first.id)
  const again = await save(second, {})
  expect(again.id).toBe(second.id)
  const late = { files: first.files, basedOn: first.id }
  const { code, details } = await refused(409, 'PUT', `${place}/row-sums`, late)
  expect(code).toBe('editionNewer')
  expect(details).toMatchObject({ newest: second.id, savedBy: 'Iris Instructor' })

  expect((await refused(409, 'GET', `${pathOf(second)}/preview`)).code).toBe('notChecked')
  const decision = { reason: 'Ready' }
  expect((await refused(409, 'POST', `${pathOf(second)}/publish`, decision)).code).toBe('notProved')
  const waiting = await got<Edition>(202, 'POST', `${pathOf(second)}/check`)
  expect(waiting.check).toBe('waiting')
  const progress = { step: 'misconception R1', solutions: [], misconceptions: [], of: 5 }
  await server.db.edition.update({
    where: { id: second.id },
    data: { checkStartedAt: new Date(), checkSeenAt: new Date(), checkProgress: progress },
  })
  // Asking once more does not begin anew.
  const running = await got<Edition>(202, 'POST', `${pathOf(second)}/check`)
  expect(running).toMatchObject({ check: 'running', progress })
  await server.db.edition.update({
    where: { id: second.id },
    data: { checkEndedAt: new Date() },
  })
  await check(second, { proved: false })
  const wrong = await got<Edition>(200, 'GET', pathOf(second))
  expect(wrong).toMatchObject({ check: 'problems', proof: { problems: [expect.anything()] } })
  expect((await refused(409, 'POST', `${pathOf(second)}/publish`, decision)).code).toBe('notProved')
  await check(second)
  const preview = await got<Wire<EditionPreview>>(200, 'GET', `${pathOf(second)}/preview`)
  expect(preview).toMatchObject({ slug: 'row-sums', version: second.hash, statement })
  expect(preview.page.html).toContain('Each row has a sum.')
  expect(preview.stub).toBe(first.files['stub.ts'])

  expect(await publish(second)).toMatchObject({ isServed: true, publishedBy: 'Iris Instructor' })
  const opened = await got<Wire<OpenExercise>>(
    ...([200, 'GET', '/api/exercises/row-sums', undefined, 'studentA'] as const),
  )
  expect(opened).toMatchObject({ ...preview, givenAs: [] })
  await got(200, 'POST', '/api/courses/transformers/assignments', { exercise: 'row-sums' })
  const source = 'export const rowSums = () => 1'
  const handedIn = { exercise: 'row-sums', source }
  expect(await got(202, 'POST', '/api/submissions', handedIn, 'studentA')).toMatchObject({
    exerciseVersion: second.hash,
  })

  const third = await save(second, { 'statement.md': `${statement}\nNew words.\n` })
  await check(third)
  await publish(third)
  const now = async () =>
    (await got<Wire<OpenExercise>>(200, 'GET', '/api/exercises/row-sums', undefined, 'studentB'))
      .version
  expect(await now()).toBe(third.hash)
  await publish(second)
  expect(await now()).toBe(second.hash)
  const { editions } = await got<Wire<OpenWorkshopExercise>>(200, 'GET', `${place}/row-sums`)
  expect(editions.map(({ id, isServed }) => [id, isServed])).toEqual([
    ...[
      [third.id, false],
      [second.id, true],
      [first.id, false],
    ],
  ])

  // As every start does.
  await registerExercises(
    server.db,
    course.map(({ slug }) => ({ slug, hash: `version of ${slug}` })),
  )
  expect(await now()).toBe(second.hash)

  await got(200, 'POST', `${place}/row-sums/withdraw`, { reason: 'Wrong' })
  const gone = await refused(404, 'GET', '/api/exercises/row-sums', undefined, 'studentB')
  expect(gone.code).toBe('exerciseWithdrawn')
  const repeated = await refused(409, 'POST', `${place}/row-sums/withdraw`, { reason: 'Wrong' })
  expect(repeated.code).toBe('notPublished')
  const record = await server.db.auditEvent.findMany({
    where: { subject: 'exercise row-sums' },
    orderBy: { id: 'asc' },
    select: { action: true, reason: true, actorId: true },
  })
  const by = { actorId: server.ids.instructor }
  expect(record).toEqual([
    { action: 'exercise.create', reason: null, ...by },
    ...['Ready', 'Ready', 'Ready'].map((reason) => ({ action: 'exercise.publish', reason, ...by })),
    { action: 'exercise.withdraw', reason: 'Wrong', ...by },
  ])
})

test('what another process publishes is what students get from this one', async () => {
  const edition = await begin('column-sums')
  await check(edition)
  const other = await openCatalogue({
    db: server.db,
    log: pino({ level: 'silent' }),
    repository: course,
  })
  try {
    await publish(edition)
    expect(other.exercises.some(({ slug }) => slug === 'column-sums')).toBe(false)
    expect((await other.find('column-sums', edition.hash))?.slug).toBe('column-sums')
    expect(other.exercises.at(-1)?.slug).toBe('column-sums')
  } finally {
    other.close()
  }
})

test('a published exercise that cannot be read is left out, and the others stay', async () => {
  const edition = await begin('torn')
  await check(edition)
  await publish(edition)
  const count = server.catalogue.exercises.length
  await server.db.edition.update({
    where: { id: edition.id },
    data: { facts: { slug: 'torn' }, checkEndedAt: new Date(Date.now() + 1) },
  })
  const log = pino({ level: 'silent' })
  const fresh = await openCatalogue({ db: server.db, log, repository: course })
  fresh.close()
  expect(fresh.exercises.length).toBe(count - 1)
  await server.catalogue.refresh()
  await got(404, 'GET', '/api/exercises/torn', undefined, 'studentA')
  await got(200, 'GET', '/api/exercises', undefined, 'studentA')
})

test('a try is graded last, counts nowhere, and only its author sees it', async () => {
  const edition = await begin('tried')
  const tries = `${pathOf(edition)}/tries`
  expect((await refused(409, 'POST', tries, { source: 'export {}' })).code).toBe('notChecked')
  await check(edition, { proved: false })
  const { id } = await got<{ id: string }>(202, 'POST', tries, { source: 'export {}' })
  const stored = await server.db.submission.findUniqueOrThrow({
    where: { id },
    include: { exerciseVersion: true },
  })
  expect(stored).toMatchObject({
    ...{ kind: 'validation', lane: 4, assignmentId: null },
    exerciseVersion: { hash: edition.hash, current: false },
  })
  await got(200, 'GET', `/api/submissions/${id}`)
  for (const person of ['assistant', 'studentA', 'outsider'] as const) {
    await got(404, 'GET', `/api/submissions/${id}`, undefined, person)
  }
  const { submissions } = await got<{ submissions: unknown[] }>(200, 'GET', '/api/submissions')
  expect(submissions).toEqual([])
})

describe('a name', () => {
  test('of the repository is taken, and so is one of another course', async () => {
    const wanted = { slug: 'softmax', title: 'Mine' }
    expect((await refused(409, 'POST', place, wanted)).code).toBe('slugTaken')
    await begin('ours-alone')
    const other = '/api/courses/other/workshop'
    const theirs = { slug: 'ours-alone', title: 'Theirs' }
    expect((await refused(409, 'POST', other, theirs, 'outsider')).code).toBe('slugTaken')
    await got(404, 'GET', `${other}/ours-alone`, undefined, 'outsider')
    const files = { files: { 'stub.ts': '' }, basedOn: 'any' }
    await got(404, 'PUT', `${other}/ours-alone`, files, 'outsider')
    const { exercises } = await got<Wire<Workshop>>(200, 'GET', other, undefined, 'outsider')
    expect(exercises).toEqual([])
  })

  test('that no function can have is refused', async () => {
    expect((await refused(400, 'POST', place, { slug: 'class', title: 'C' })).code).toBe(
      'unusableSlug',
    )
    await got(400, 'POST', place, { slug: 'Row Sums', title: 'C' })
    await got(400, 'POST', place, { slug: 'fine', title: 'two\nlines' })
  })

  test('that exercise.ts contradicts is a problem, and nothing is published over another exercise', async () => {
    const edition = await begin('disguised')
    await check(edition, { facts: { slug: 'softmax' } })
    const { problems } = await got<Edition>(200, 'GET', pathOf(edition))
    expect(problems).toEqual([expect.stringContaining('"softmax"')])
    const { code } = await refused(409, 'POST', `${pathOf(edition)}/publish`, { reason: 'Now' })
    expect(code).toBe('editionProblems')
  })
})

test('a copy has the reference inside, and a name of its own', async () => {
  const copy = await begin('my-attention', { copyOf: 'linformer', title: "Nobody's attention" })
  const { 'exercise.ts': exercise, 'reference.ts': reference, 'statement.md': text } = copy.files
  expect(exercise).toContain("import { linformer as reference } from './reference.ts'")
  expect(exercise).toContain("slug: 'my-attention',")
  expect(exercise).toContain('title: "Nobody\'s attention",')
  expect(exercise).not.toContain(`code: '${exerciseOf('linformer')!.code}'`)
  expect(reference).toContain("from '../../reference/attention.ts'")
  expect(text).toMatch(/^# Nobody's attention\n/)
  expect(copy.problems).toEqual([])
  const second = await begin('my-second', { copyOf: 'my-attention' })
  expect(second.files['exercise.ts']).toContain("slug: 'my-second',")
  await got(404, 'POST', place, { slug: 'my-third', title: 'T', copyOf: 'nothing' })
  const { copyable, exercises } = await got<Wire<Workshop>>(200, 'GET', place)
  const slugs = copyable.map(({ slug }) => slug)
  expect(slugs).toEqual(expect.arrayContaining(['softmax', 'my-attention', 'my-second']))
  expect(slugs).not.toContain('write-text')
  expect(exercises[0]).toMatchObject({ slug: 'my-second', title: null, editions: 1, served: null })
})

test.each(course.map(({ slug, signature }) => [slug, signature.name]))(
  'the folder of %s stands alone, with a reference called as the signature says',
  (slug, name) => {
    const files = folderOf(slug)
    expect(files['exercise.ts']).toContain(`import { ${name} as reference } from './reference.ts'`)
    expect(files['reference.ts']).toMatch(new RegExp(`^export (async )?function ${name}\\b`, 'm'))
    expect(files['reference.ts']).not.toMatch(/from '\.\/./)
  },
)

describe('a hostile statement', () => {
  test('is text, and runs nothing', async () => {
    const edition = await save(await begin('hostile-words'), {
      'statement.md':
        '# <script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [link](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$\n',
    })
    await check(edition)
    const { page } = await got<Wire<EditionPreview>>(200, 'GET', `${pathOf(edition)}/preview`)
    expect(page.html).not.toMatch(/<script|<img|href=/)
    await publish(edition)
    const { page: shown } = await got<Wire<OpenExercise>>(
      200,
      'GET',
      '/api/exercises/hostile-words',
    )
    expect(shown).toEqual(page)
  })

  test.each([
    ['that cannot be rendered', '$\\frac{1}$', /formula/],
    ['that is very long', 'word '.repeat(20_000), /64 KiB/],
    // A third of a million letters: no machine renders them in time.
    [
      'that is one huge formula',
      `$\\def\\a{${'x'.repeat(1_000)}}${'\\a'.repeat(300)}$`,
      /3 seconds/,
    ],
  ])('%s is a problem for its author', async (name, text, problem) => {
    const slug = `hostile-${name.replaceAll(/[^a-z]+/g, '-')}`
    const edition = await save(await begin(slug), { 'statement.md': `# T\n\n${text}\n` })
    expect(edition.problems).toEqual([expect.stringMatching(problem)])
    await check(edition)
    expect((await refused(409, 'GET', `${pathOf(edition)}/preview`)).message).toMatch(problem)
    const { code } = await refused(409, 'POST', `${pathOf(edition)}/publish`, { reason: 'Now' })
    expect(code).toBe('editionProblems')
    await got(404, 'GET', `/api/exercises/${slug}`)
  })
})

describe('a zip', () => {
  const upload = (slug: string, body: Uint8Array<ArrayBuffer>) =>
    server.ask('POST', `${place}/${slug}/zip?note=From%20my%20disk`, {
      ...{ key: server.keys.instructor, body, headers: { 'Content-Type': 'application/zip' } },
    })
  const zipOf = async (files: Readonly<Record<string, string>>) =>
    new Uint8Array(await writeZip('zipped', files))

  test('becomes an exercise, then its next edition, and comes back as it was', async () => {
    const files = folderOf('softmax')
    const made = await upload('zipped', await zipOf(files))
    expect(made.status).toBe(201)
    const first = made.body as Edition
    expect(first).toMatchObject({ files, note: 'From my disk', problems: [] })
    const next = await upload('zipped', await zipOf({ ...files, 'stub.ts': 'changed\n' }))
    expect((next.body as Edition).id).not.toBe(first.id)
    const response = await fetch(`${server.url}${pathOf(first)}.zip`, {
      headers: { Authorization: `Bearer ${server.keys.instructor}` },
    })
    expect(response.headers.get('content-disposition')).toContain('zipped.zip')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(await zipOf(files))
  })

  test('that is none, or leads out of its folder, is refused and leaves nothing behind', async () => {
    const before = await server.db.edition.count()
    const zip = Buffer.from(await zipOf({ 'aa-bb-stub.ts': 'text' }))
    const name = 'zipped/aa-bb-stub.ts'
    const hostile = Buffer.from(
      zip.toString('latin1').replaceAll(name, '../../../../etc/passw'.slice(0, name.length)),
      'latin1',
    )
    const answer = await upload('hostile-zip', new Uint8Array(hostile))
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'zipRefused' } } })
    expect(answer.text).toContain('leads to another folder')
    expect((await upload('hostile-zip', new Uint8Array(Buffer.from('PK')))).status).toBe(400)
    expect(await server.db.edition.count()).toBe(before)
    expect(await server.db.workshopExercise.count({ where: { slug: 'hostile-zip' } })).toBe(0)
  })
})

test('a folder near its limit can be saved, and what is over it says so', async () => {
  const edition = await begin('large')
  const large = 'x'.repeat(80) + '\n'
  const files = Object.fromEntries(
    ['a.txt', 'b.txt', 'c.txt'].map((name) => [name, large.repeat(3_200)]),
  )
  expect((await save(edition, files)).files['c.txt']).toHaveLength(3_200 * large.length)
  const tooMuch = { files: { 'a.txt': large.repeat(4_000) }, basedOn: edition.id }
  expect((await refused(400, 'PUT', `${place}/large`, tooMuch)).message).toContain('256 KiB')
})

test('files as they were once are that edition again, with its own author and note', async () => {
  const first = await begin('as-before')
  const second = await save(first, { 'stub.ts': 'changed\n' })
  const again = await got<Edition>(200, 'PUT', `${place}/as-before`, {
    ...{ files: first.files, basedOn: second.id, note: 'Back to the first' },
  })
  expect(again).toMatchObject({ id: first.id, note: null, savedBy: 'Iris Instructor' })
  const { editions } = await got<OpenWorkshopExercise>(200, 'GET', `${place}/as-before`)
  expect(editions.map(({ id }) => id)).toEqual([first.id, second.id])
})

test('operators see what waits for trust, and their trust is on record', async () => {
  const edition = await begin('trusted')
  await check(edition)
  await publish(edition)
  await server.db.user.update({ where: { id: server.ids.outsider }, data: { isAdmin: true } })
  const operations = await got<Wire<Operations>>(
    200,
    'GET',
    '/api/operations',
    undefined,
    'outsider',
  )
  expect(operations.editions.find(({ id }) => id === edition.id)).toMatchObject({
    ...{ exercise: 'trusted', version: edition.hash, check: 'proved' },
    course: { slug: 'transformers', title: 'Build a Transformer' },
    ...{ isServed: true, isTrusted: false, savedBy: 'Iris Instructor' },
  })
  const trust = `/api/operations/editions/${edition.id}/trust`
  const wanted = { trusted: true, reason: 'I have read it' }
  await got(200, 'PUT', trust, wanted, 'outsider')
  await got(200, 'PUT', trust, wanted, 'outsider')
  expect(await got(200, 'GET', pathOf(edition))).toMatchObject({ isTrusted: true })
  expect(await server.db.auditEvent.count({ where: { action: 'exercise.trust' } })).toBe(1)
  // Administrators do what instructors do.
  await got(200, 'GET', place, undefined, 'outsider')
})

test('a student hands in, and is graded, like with any other exercise', async () => {
  const edition = await begin('graded')
  await check(edition)
  await publish(edition)
  await got(200, 'POST', '/api/courses/transformers/assignments', { exercise: 'graded' })
  await server.db.submission.updateMany({ data: { supersededAt: new Date() } })
  const file = { exercise: 'graded', source: 'export {}' }
  const { id } = await got<{ id: string }>(202, 'POST', '/api/submissions', file, 'studentA')
  const fence = await claim(server.db)
  const report = wrongReport(exerciseOf('softmax') as Exercise, 'full')
  expect(await saveReport(server.db, fence, { ...report, exercise: 'graded' })).toBe(true)
  expect(await got(200, 'GET', `/api/submissions/${id}`, undefined, 'studentA')).toMatchObject({
    ...{ exercise: 'graded', exerciseVersion: edition.hash, verdict: 'wrongAnswer' },
  })
  await got(200, 'GET', '/api/courses/transformers', undefined, 'studentA')
  await got(200, 'GET', '/api/courses/transformers/grades')
  await got(200, 'GET', '/api/courses/transformers/statistics/graded')
  await got(200, 'GET', '/api/courses/transformers/similarity?exercise=graded')
  const named = { submission: id, name: 'newMistake', sameAs: 'one', hints: ['Why?', 'So.'] }
  const path = '/api/courses/transformers/clusters/graded/misconceptions'
  expect(await got(200, 'POST', path, named)).toMatchObject({ file: 'misconceptions.ts' })
})
