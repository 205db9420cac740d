import { afterAll, beforeAll, expect, test } from '@jest/globals'
import express from 'express'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { languageOf } from '../../server/language.ts'

let server: Server
beforeAll(async () => {
  const app = express().get('/', (req, res) => {
    res.send(languageOf(req))
  })
  server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
})

const asked = async (query: string, wanted?: string) => {
  const { port } = server.address() as AddressInfo
  const headers = wanted === undefined ? {} : { 'Accept-Language': wanted }
  return await (await fetch(`http://127.0.0.1:${port}/${query}`, { headers })).text()
}

test.each([
  ['', undefined, 'en'],
  ['', 'de-DE, de;q=0.9', 'en'],
  ['', 'zh-CN, en;q=0.5', 'zh'],
  ['', 'zh-Hans', 'zh'],
  ['', 'zh-TW, de;q=0.5', 'zh'],
  ['', 'de, zh;q=0.9, en;q=0.8', 'zh'],
  ['', 'en-US, zh;q=0.9', 'en'],
  ['?language=zh', 'en', 'zh'],
  ['?language=en', 'zh', 'en'],
])('%j with a browser that wants %j is answered in %s', async (query, wanted, language) => {
  expect(await asked(query, wanted)).toBe(language)
})
