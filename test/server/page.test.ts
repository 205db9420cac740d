import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { words } from '../../server/web/words.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const page = async (language: string) => {
  const { text } = await server.ask('GET', '/', { headers: { 'Accept-Language': language } })
  return text
}

test.each([
  ['en', 'en', 'Exercises'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-Hans', '练习'],
  ['zh', 'zh-Hans', '练习'],
  ['de-CH, de', 'en', 'Exercises'],
  ['', 'en', 'Exercises'],
])('to "%s" the page speaks %s', async (asked, language, exercises) => {
  const text = await page(asked)
  expect(text).toContain(`<html lang="${language}">`)
  expect(text).toContain(`>${exercises}</h2>`)
})

test('every word is filled in, and none is inline code', async () => {
  for (const language of ['en', 'zh']) {
    const text = await page(language)
    expect(text).not.toMatch(/\{\{|undefined/)
    expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|style=/)
  }
})

test('both languages have the same words with the same gaps', () => {
  const gaps = (texts: Record<string, string>) =>
    Object.entries(texts).map(([name, text]) => [name, [...(text.match(/\{\w+\}/g) ?? [])].sort()])
  expect(gaps(words.zh.page)).toEqual(gaps(words.en.page))
  expect(gaps(words.zh.script)).toEqual(gaps(words.en.script))
})

test('the script asks for words and elements that there are', async () => {
  const { text: script } = await server.ask('GET', '/page.js')
  const html = await page('en')
  for (const [, id] of script.matchAll(/element\('([\w-]+)'\)/g)) {
    expect(html).toContain(`id="${id}"`)
  }
  for (const [, word] of script.matchAll(/say\('(\w+)'/g)) {
    expect(Object.keys(words.en.script)).toContain(word)
  }
})
