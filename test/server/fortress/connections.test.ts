/** Connections that cost more than they ask: cut off, while everybody else is served. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import express from 'express'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import pino from 'pino'
import { readBody } from '../../../server/body.ts'
import { answerErrors } from '../../../server/errors.ts'
import { createHttpServer } from '../../../server/http-server.ts'
import { readZipBody } from '../../../server/workshop/body.ts'

jest.setTimeout(180_000)

let server: Server
let port: number
let held = 0
beforeAll(async () => {
  const app = express()
  app.get('/ok', (_req, res) => void res.send('ok'))
  app.post('/zip', ...readZipBody, (_req, res) => void res.send('read'))
  app.use(...readBody)
  app.post('/', (_req, res) => void res.send('read'))
  app.use(answerErrors(pino({ level: 'silent' })))
  server = createHttpServer(app).listen(0, '127.0.0.1')
  server.on('connection', (socket) => {
    held++
    socket.once('close', () => held--)
  })
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const ok = async () =>
  (await fetch(`http://127.0.0.1:${port}/ok`, { headers: { Connection: 'close' } })).text()

function open(head: string): { socket: Socket; ended: Promise<{ text: string; seconds: number }> } {
  const began = performance.now()
  const socket = connect(port, '127.0.0.1')
  if (head !== '') socket.write(head)
  let text = ''
  socket.setEncoding('latin1').on('data', (part: string) => (text += part))
  // Writing to what was cut off.
  socket.on('error', () => undefined)
  const ended = new Promise<{ text: string; seconds: number }>((resolve) => {
    socket.once('close', () => {
      resolve({ text, seconds: (performance.now() - began) / 1000 })
    })
  })
  return { socket, ended }
}

const head = (length: string, type = 'application/json') =>
  `POST / HTTP/1.1\r\nHost: a\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`

test('headers, bodies and chunks that never end are cut off, and others are served meanwhile', async () => {
  const slowHeaders = open('POST / HTTP/1.1\r\nHost: a\r\n')
  const slowBody = open(head('Content-Length: 1000'))
  const endless = open(head('Transfer-Encoding: chunked'))
  const silent = open('')
  const drops = setInterval(() => {
    slowHeaders.socket.write('X-A: b\r\n')
    slowBody.socket.write(' ')
    if (endless.socket.writableLength < 2 ** 20)
      endless.socket.write(`10000\r\n${' '.repeat(65_536)}\r\n`)
  }, 200)
  const before = process.memoryUsage().rss
  const all = [slowHeaders, slowBody, endless, silent].map(({ ended }) => ended)
  expect(await ok()).toBe('ok')
  const answers = await Promise.all(all)
  clearInterval(drops)
  expect(await ok()).toBe('ok')
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100)
  // Ten and thirty seconds, and what a busy machine adds.
  for (const { seconds } of answers) expect(seconds).toBeLessThan(90)
  const [headers, body] = answers
  expect([headers?.text, body?.text]).toEqual([
    expect.stringMatching(/^(HTTP\/1\.1 408 |$)/),
    expect.stringMatching(/^(HTTP\/1\.1 408 |$)/),
  ])
})

test.each([
  ['two lengths', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
  ['a length and chunks', `${head('Content-Length: 5\r\nTransfer-Encoding: chunked')}0\r\n\r\n`],
  ['chunks of no size', `${head('Transfer-Encoding: chunked')}zz\r\nx\r\n0\r\n\r\n`],
  ['an end of line in a name', 'GET /ok HTTP/1.1\r\nHost: a\r\nX\n: b\r\n\r\n'],
  ['a header of 100 KB', `GET /ok HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
  ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n'],
])('%s: refused before any route, with no word of our inside', async (_what, bytes) => {
  const { text } = await open(bytes).ended
  // Nothing, where the connection was cut before the answer was read.
  expect(text).toMatch(/^(HTTP\/1\.1 4\d\d [\w ]+\r\nConnection: close\r\n\r\n)?$/)
})

test('two hundred uploads that break off leave nothing behind', async () => {
  const before = process.memoryUsage().rss
  for (let round = 0; round < 10; round++) {
    const sockets = Array.from({ length: 20 }, () =>
      open(
        head('Content-Length: 2000000', 'application/zip').replace('POST /', 'POST /zip') +
          'PK'.repeat(100_000),
      ),
    )
    await Promise.all(sockets.map(({ socket }) => once(socket, 'connect')))
    expect(await ok()).toBe('ok')
    for (const { socket } of sockets) socket.resetAndDestroy()
    await Promise.all(sockets.map(({ ended }) => ended))
  }
  expect(await ok()).toBe('ok')
  for (let waited = 0; held > 4 && waited < 300; waited++)
    await new Promise((r) => setTimeout(r, 100))
  expect(held).toBeLessThanOrEqual(4)
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(100)
})

test('there is a most of connections', () => {
  expect(server.maxConnections).toBeLessThanOrEqual(10_000)
  expect(server.maxConnections).toBeGreaterThan(1_000)
})
