/** What holds for every route there is: headers, requests that other sites cause, and reading that changes nothing. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { openBrowser } from '../browser.ts'
import { startServer, type Answer } from '../server.ts'
import { contentsOf, everybody, requestsOf, startWorld, type World } from './world.ts'

// Hundreds of requests, each of which takes its time on a busy machine.
jest.setTimeout(300_000)

let world: World
beforeAll(async () => {
  world = await startWorld({ url: 'https://attendant.test', proxies: 1 })
})
afterAll(() => world.server.close())

/** As from an address of its own, so that no limit of one address is met. */
let asked = 0
const fromElsewhere = () => ({ 'X-Forwarded-For': `203.0.${asked >> 8}.${asked++ & 255}` })

/** JSON of an answer to HEAD is announced, and does not come. */
async function askHead(path: string): Promise<Answer> {
  const { status, headers } = await fetch(world.server.url + path, {
    ...{ method: 'HEAD', headers: fromElsewhere() },
  })
  return { status, headers, text: '', body: null }
}

const ask = (method: string, path: string, headers: Record<string, string> = {}, key?: string) =>
  world.server.ask(method, path, {
    headers: { ...fromElsewhere(), ...headers },
    ...(key !== undefined && { key }),
  })

function expectGuarded({ headers }: Answer, what: string): void {
  const policy = headers.get('content-security-policy') ?? ''
  const directives = new Map(
    policy.split(';').map((one) => {
      const [name = '', ...values] = one.trim().split(' ')
      return [name, values.join(' ')]
    }),
  )
  for (const name of ['default-src', 'object-src', 'base-uri', 'frame-ancestors']) {
    expect([what, name, directives.get(name)]).toEqual([what, name, "'none'"])
  }
  expect([what, directives.get('script-src') ?? "'none'"]).toEqual([
    what,
    expect.stringMatching(/^'(none|self)'$/),
  ])
  expect([what, Object.fromEntries(headers)]).toEqual([
    what,
    expect.objectContaining({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'cache-control': expect.stringMatching(/no-store|^private, no-cache$|immutable|^no-cache$/),
    }),
  ])
  for (const name of ['x-powered-by', 'server', 'access-control-allow-origin']) {
    expect([what, name, headers.get(name)]).toEqual([what, name, null])
  }
}

describe('headers', () => {
  test('of every route, for visitors and for those who may use it', async () => {
    for (const request of requestsOf(world)) {
      const method = request.method.toUpperCase()
      // A stream is cut short; its headers are what counts.
      const path = request.address(world.own)
      expectGuarded(await ask(method, path, {}), `${request.name} as a visitor`)
      if (method !== 'GET') continue
      for (const person of ['instructor', 'studentA'] as const) {
        const answer = await ask('GET', path, {}, world.server.keys[person])
        expectGuarded(answer, `${request.name} as ${person}`)
        const kept = answer.headers.get('cache-control') ?? ''
        // Nobody else gets what was meant for one person, and an old computer keeps nothing.
        if (!/^\/api\/(exercises|courses\/:course\/workshop)/.test(request.path))
          expect([request.name, kept]).toEqual([request.name, expect.stringContaining('no-store')])
        else
          expect([request.name, kept]).toEqual([
            request.name,
            expect.stringMatching(/no-store|private/),
          ])
      }
    }
  })

  test('of refusals, files, copies that are still good, and methods that there are not', async () => {
    const { text } = await ask('GET', '/')
    const script = /\/assets\/[^"]+\.js/.exec(text)?.[0] ?? ''
    const file = await ask('GET', script)
    const json = { 'Content-Type': 'application/json' }
    const key = world.server.keys.studentA
    const large = { body: 'x'.repeat(1_100_000), key, headers: { ...json, ...fromElsewhere() } }
    const answers: [string, number, Answer][] = [
      ['a file', 200, file],
      [
        'a file as it is',
        304,
        await ask('GET', script, {
          'If-None-Match': file.headers.get('etag') ?? '',
          'Cache-Control': 'max-age=0',
        }),
      ],
      ['a file that is gone', 404, await ask('GET', '/assets/none.js')],
      ['an unknown address', 404, await ask('GET', '/api/none', {}, key)],
      ['only the headers', 200, await askHead('/api/exercises')],
      ['another method', 200, await ask('OPTIONS', '/api/exercises')],
      ['no method of ours', 404, await ask('PROPFIND', '/api/exercises', {}, key)],
      ['a broken address', 400, await ask('GET', '/api/exercises/%', {}, key)],
      ['a wrong key', 401, await ask('GET', '/api/keys', {}, 'att_wrong')],
      ['another site', 403, await ask('POST', '/api/keys', { 'Sec-Fetch-Site': 'cross-site' })],
      ['a large body', 413, await world.server.ask('POST', '/api/submissions', large)],
    ]
    for (const [what, status, answer] of answers) {
      expect([what, answer.status]).toEqual([what, status])
      expectGuarded(answer, what)
    }
    const list = await ask('GET', '/api/exercises', {}, key)
    const again = { 'If-None-Match': list.headers.get('etag') ?? '', 'Cache-Control': 'max-age=0' }
    expectGuarded(await ask('GET', '/api/exercises', again, key), 'a list as it is')
  })

  test('compress nothing that stands beside a secret', async () => {
    for (const request of requestsOf(world)) {
      if (request.method !== 'get' || request.path.endsWith('/events')) continue
      const { headers } = await ask(
        'GET',
        request.address(world.own),
        { 'Accept-Encoding': 'br, gzip' },
        world.server.keys.instructor,
      )
      const isPublic = request.path.startsWith('/api/exercises')
      expect([request.name, isPublic || headers.get('content-encoding') === null]).toEqual([
        ...[request.name, true],
      ])
    }
  })
})

describe('a request that another site makes a browser send', () => {
  test('is refused by every route that changes something, and changes nothing', async () => {
    const { server, own } = world
    const browser = openBrowser(server)
    await browser.ask('POST', '/api/session/demo', { role: 'instructor' })
    const cookie = browser.cookie()
    expect(cookie).toContain('attendant=')
    const before = await contentsOf(server.db, { reading: false })
    const forms = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]
    const ways: Record<string, string>[] = [
      ...['cross-site', 'same-site', 'none-such'].map((site) => ({ 'Sec-Fetch-Site': site })),
      ...['https://elsewhere.test', 'null', 'https://attendant.test.elsewhere.test', ''].map(
        (Origin) => ({ Origin }),
      ),
      {},
      // What forms can send, from elsewhere.
      ...forms.map((type) => ({ 'Content-Type': type, Origin: 'https://elsewhere.test' })),
    ]
    const passed: string[] = []
    for (const request of requestsOf(world)) {
      if (request.method === 'get') continue
      for (const way of ways) {
        const body = JSON.stringify(request.body(own) ?? {})
        const { status, text } = await server.ask(
          request.method.toUpperCase(),
          request.address(own),
          {
            headers: { cookie, 'Content-Type': 'application/json', ...fromElsewhere(), ...way },
            body,
          },
        )
        if (status !== 403 || !text.includes('foreignSite')) {
          passed.push(`${request.name} with ${JSON.stringify(way)}: ${status} ${text}`)
        }
      }
    }
    expect(passed).toEqual([])
    expect(await contentsOf(server.db, { reading: false })).toEqual(before)
  })

  test('with the content type of a form is read by no route but those that take a plain file', async () => {
    const { server, own } = world
    const takesFiles = ['POST /api/submissions', 'POST /api/runs']
    for (const request of requestsOf(world)) {
      const json = request.body(own)
      if (!json || takesFiles.includes(request.name)) continue
      await server.db.rateCount.deleteMany()
      const { status, text } = await server.ask(
        request.method.toUpperCase(),
        request.address(own),
        {
          key: server.keys.instructor,
          headers: { 'Content-Type': 'text/plain', ...fromElsewhere() },
          body: JSON.stringify(json),
        },
      )
      expect([request.name, text, status >= 400]).toEqual([request.name, text, true])
    }
  })
})

test('reading changes nothing, whoever reads', async () => {
  const { server, keys, own } = world
  const changed: string[] = []
  for (const request of requestsOf(world)) {
    if (request.method !== 'get') continue
    const before = await contentsOf(server.db, { reading: true })
    for (const who of everybody) await ask('GET', request.address(own), {}, keys[who])
    await askHead(request.address(own))
    const after = await contentsOf(server.db, { reading: true })
    const others = Object.keys(after).filter((table) => after[table] !== before[table])
    if (others.length > 0) changed.push(`${request.name}: ${others.join(', ')}`)
    await server.db.rateCount.deleteMany()
  }
  expect(changed).toEqual([])
})

test('a demonstration is not served under a name that another site lets lead to it', async () => {
  const demo = await startServer({ url: 'http://127.0.0.1:3000' })
  const plain = await startServer({ url: 'http://127.0.0.1:3000', demo: false })
  const { request } = await import('node:http')
  const statusAs = (server: typeof demo, host: string) =>
    new Promise((resolve, reject) => {
      request(`${server.url}/api/session/options`, { headers: { host } }, (res) => {
        res.resume()
        resolve(res.statusCode)
      })
        .on('error', reject)
        .end()
    })
  try {
    for (const host of ['localhost:1', '127.0.0.1', '[::1]:3000', 'a.localhost'])
      expect([host, await statusAs(demo, host)]).toEqual([host, 200])
    for (const host of [
      'elsewhere.test',
      '127.0.0.1.elsewhere.test',
      'localhost.elsewhere.test:3000',
      'a b',
    ])
      expect([host, await statusAs(demo, host)]).toEqual([host, 421])
    expect(await statusAs(plain, 'elsewhere.test')).toBe(200)
  } finally {
    await demo.close()
    await plain.close()
  }
})
