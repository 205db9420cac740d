import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const page = (path: string, headers: Record<string, string> = {}) =>
  server.ask('GET', path, { headers: { Accept: 'text/html', ...headers } })

test.each([
  ['en', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans'],
  ['zh', 'zh-Hans'],
  ['de-CH, de', 'en'],
  ['', 'en'],
])('to "%s" the document says that it is in %s', async (asked, language) => {
  const { text } = await page('/', { 'Accept-Language': asked })
  expect(text).toContain(`<html lang="${language}"`)
})

test('every address of the page gives the same document, also one that nobody linked', async () => {
  for (const path of [
    '/',
    '/sign-in?next=%2F',
    '/courses/transformers/attention',
    '/no/such/page',
  ]) {
    const { status, text } = await page(path)
    expect([path, status]).toEqual([path, 200])
    expect(text).toContain('<div id="root"></div>')
  }
})

test('an address under /api is never answered with the document', async () => {
  const { status, body } = await page('/api/nothing')
  expect(status).toBe(401)
  expect(body).toMatchObject({ error: { code: 'notSignedIn' } })
})

test('the document has no inline code, and its policy names a nonce that is new each time', async () => {
  const [first, second] = [await page('/'), await page('/')]
  expect(first.text).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|%[A-Z]+%/)
  const nonceOf = ({ headers }: typeof first) =>
    /style-src-elem 'self' 'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]
  expect(first.text).toContain(`content="${nonceOf(first)}"`)
  expect(nonceOf(first)).not.toBe(nonceOf(second))
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self'")
})

test('files whose name changes with their content are kept by browsers; a missing one is not found', async () => {
  const { text } = await page('/')
  const [script] = /\/assets\/[^"]+\.js/.exec(text) ?? ['no script']
  const found = await server.ask('GET', script, { headers: { 'Accept-Encoding': 'br' } })
  expect(found.status).toBe(200)
  expect(found.headers.get('cache-control')).toContain('immutable')
  expect(found.headers.get('content-encoding')).toBe('br')
  const missing = await server.ask('GET', '/assets/missing.js')
  expect([missing.status, missing.body]).toEqual([
    404,
    expect.objectContaining({ error: expect.objectContaining({ code: 'notFound' }) }),
  ])
})

test('a file that vanished since the start is not found, and the server lives on', async () => {
  const name = `vanishing-${process.pid}.js`
  const path = join(import.meta.dirname, '../../server/web/built', name)
  writeFileSync(`${path}.br`, 'x')
  writeFileSync(path, 'x')
  const later = await startServer()
  rmSync(path)
  rmSync(`${path}.br`)
  const asked = await later.ask('GET', `/${name}`, { headers: { 'Accept-Encoding': 'br' } })
  expect([asked.status, asked.headers.get('content-encoding')]).toEqual([404, null])
  expect((await later.ask('GET', '/healthz')).status).toBe(200)
  await later.close()
})
