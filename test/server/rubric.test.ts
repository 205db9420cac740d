import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { CommentBank, Rubric } from '../../server/api/review.ts'
import { gradeNext } from './grading.ts'
import { startServer, type Asked, type Person, type TestServer } from './server.ts'

const root = '/api/courses/transformers'
let server: TestServer
let path: string
beforeAll(async () => {
  server = await startServer()
  path = `${root}/assignments/${await server.assignmentOf('attention')}/rubric`
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.db.rubricItem.deleteMany()
  await server.db.bankComment.deleteMany()
})

async function ask(person: Person, method: string, path: string, json?: unknown) {
  const asked: Asked = { key: server.keys[person], ...(json !== undefined && { json }) }
  const { status, body } = await server.ask(method, path, asked)
  return { status, body }
}

/** The same, of a request about the rubric that is not refused. */
async function rubric(person: Person, method: string, path: string, json?: unknown) {
  const { status, body } = await ask(person, method, path, json)
  expect(status).toBeLessThan(300)
  return body as Rubric
}

async function add(text: string, points = 1): Promise<string> {
  const { items } = await rubric('instructor', 'POST', path, { text, points })
  return items.at(-1)?.id ?? ''
}

/** A graded submission of student A with a review; its id. */
async function review(fields: object): Promise<string> {
  const { body } = await ask('studentA', 'POST', '/api/submissions', {
    ...{ exercise: 'attention', source: 'one line' },
  })
  const { id } = body as { id: string }
  await gradeNext(server.db)
  const { status } = await ask('assistant', 'PUT', `${root}/reviews/${id}`, {
    ...{ done: true, comments: [], marks: [], override: null, basedOn: null, ...fields },
  })
  expect(status).toBe(200)
  return id
}

/** Adds a comment to the bank; its id. */
async function share(text: string, exercise: string | null = null): Promise<string> {
  const path = `${root}/bank-comments`
  const { body } = await ask('assistant', 'POST', path, { text, exercise })
  return (body as { id: string }).id
}

test('a rubric keeps the order that it is given', async () => {
  const [a, b, c] = [await add('A'), await add('B', -0.5), await add('C')]
  const ordered = await rubric('instructor', 'PUT', path, { order: [c, a, b] })
  expect(ordered.items.map(({ text, points }) => [text, points])).toEqual([
    ['C', 1],
    ['A', 1],
    ['B', -0.5],
  ])
  expect(await rubric('assistant', 'GET', path)).toEqual(ordered)
  for (const order of [
    [c, a],
    [c, a, a],
    [c, a, b, 'unknown'],
  ]) {
    expect((await ask('instructor', 'PUT', path, { order })).status).toBe(409)
  }
})

test('a change of scores says first how many reviews it touches', async () => {
  const item = await add('Names its shapes')
  await review({ marks: [item] })
  await review({ marks: [item], done: false })
  const { items } = await rubric('assistant', 'GET', path)
  expect(items).toEqual([{ id: item, text: 'Names its shapes', points: 1, reviews: 1 }])

  const one = `${path}/${item}`
  expect(await ask('instructor', 'PATCH', one, { points: 2 })).toMatchObject({
    status: 409,
    body: { error: { code: 'moreReviews', details: { reviews: 1 } } },
  })
  expect((await ask('instructor', 'PATCH', one, { text: 'Shapes' })).status).toBe(200)
  expect((await ask('instructor', 'PATCH', one, { points: 2, reviews: 1 })).status).toBe(200)
  expect((await ask('instructor', 'DELETE', one)).status).toBe(409)
  const removed = await rubric('instructor', 'DELETE', `${one}?reviews=1`)
  expect(removed.items).toEqual([])

  const rows = await server.db.auditEvent.findMany({
    where: { action: { startsWith: 'rubric.' }, subject: { startsWith: 'assignment ' } },
    orderBy: { id: 'desc' },
    take: 3,
  })
  expect(rows.toReversed()).toMatchObject([
    { action: 'rubric.change', before: { text: 'Names its shapes' }, after: { text: 'Shapes' } },
    { action: 'rubric.change', before: { points: 1, reviews: 1 }, after: { points: 2 } },
    { action: 'rubric.remove', before: { item, points: 2, reviews: 1 }, after: null },
  ])
})

test('items of other assignments and courses are not there', async () => {
  const item = await add('A')
  const other = `${root}/assignments/${await server.assignmentOf('softmax')}/rubric/${item}`
  expect((await ask('instructor', 'PATCH', other, { points: 5 })).status).toBe(404)
  const foreign = path.replace('transformers', 'other')
  expect((await ask('outsider', 'GET', foreign)).status).toBe(404)
})

test('shared comments are found by exercise and words, most used first', async () => {
  await share('Mind the mask')
  const used = await share('100% right, mind_the scale', 'attention')
  await share('Subtract the maximum', 'softmax')
  await review({
    comments: [1, 1].map((line) => ({ line, endLine: line, text: 'Scale', bankComment: used })),
  })
  const find = async (query: string) => {
    const { body } = await ask('assistant', 'GET', `${root}/bank-comments?${query}`)
    return (body as CommentBank).comments.map(({ text, uses }) => [text, uses])
  }
  expect(await find('exercise=attention')).toEqual([
    ['100% right, mind_the scale', 2],
    ['Mind the mask', 0],
  ])
  expect(await find('search=MIND+the')).toHaveLength(2)
  expect(await find('search=0%25+d_t')).toEqual([['100% right, mind_the scale', 2]])
  expect(await find('search=s%25e')).toEqual([])
  expect(await find('limit=1&page=3')).toHaveLength(1)
})

test('a shared comment can be changed and deleted, and what was written with it stays', async () => {
  const id = await share('Old')
  const comments = [{ line: 1, endLine: 1, text: 'Old', bankComment: id }]
  const submission = await review({ comments })
  const one = `${root}/bank-comments/${id}`
  expect(await ask('instructor', 'PATCH', one, { text: 'New', exercise: 'softmax' })).toEqual({
    ...{ status: 200, body: { id, text: 'New', exercise: 'softmax', uses: 1 } },
  })
  expect((await ask('outsider', 'DELETE', one.replace('transformers', 'other'))).status).toBe(404)
  expect((await ask('assistant', 'DELETE', one)).status).toBe(204)
  expect((await ask('assistant', 'DELETE', one)).status).toBe(404)
  const opened = await ask('assistant', 'GET', `${root}/reviews/${submission}`)
  expect(opened.body).toMatchObject({
    review: { comments: [{ line: 1, endLine: 1, text: 'Old', bankComment: null }] },
  })
})
