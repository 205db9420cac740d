/** `npm run submit` against the whole product. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { startStack, type Stack } from '../stack.ts'

const root = resolve(import.meta.dirname, '../..')
const right = join(root, 'exercises/softmax/solutions/loops.ts')

let stack: Stack
beforeAll(async () => {
  stack = await startStack({ demo: true })
}, 240_000)
afterAll(() => stack.stop(), 60_000)

async function submit(...parameters: string[]): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [join(root, 'grader/practice/submit.ts'), ...parameters], {
    env: { PATH: process.env['PATH'] },
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (text: string) => (said += text))
  }
  const [code] = (await once(child, 'close')) as unknown[]
  return { code, said }
}

test('a file is handed in at a demonstration without a key, and its report printed', async () => {
  const { code, said } = await submit('softmax', right, '--url', stack.address)
  expect(said).toContain('✓ softmax · passed · 20 of 20 points')
  expect(code).toBe(0)
}, 60_000)

test('hints are unlocked on the server, as many as are asked for', async () => {
  const wrong = join(root, 'test/fixtures/attention/wrong/keys-reshaped.ts')
  const said: string[] = []
  for (const hints of ['0', '1', '99']) {
    const parameters = ['attention', wrong, '--url', stack.address, '--hints', hints]
    said.push((await submit(...parameters)).said)
  }
  expect(said.map((text) => text.match(/hint \d of/gi)?.length ?? 0)).toEqual([
    0,
    1,
    expect.any(Number),
  ])
  expect(said[2]).toContain('same numbers')
  for (const text of said.slice(0, 2)) expect(text).not.toContain('same numbers')
  expect((await submit('attention', wrong, '--hints', 'all')).code).toBe(64)
}, 120_000)

test('a wrong key is refused with what to do', async () => {
  const { code, said } = await submit('softmax', right, '--url', stack.address, '--key', 'att_x')
  expect(said).toContain('no valid API key')
  expect(code).toBe(1)
}, 60_000)

test('where no server answers, the message says how to start one', async () => {
  const { code, said } = await submit('softmax', right, '--url', 'http://127.0.0.1:9')
  expect(said).toBe(
    'No server answers at http://127.0.0.1:9. Start one with npm start, or set ATTENDANT_URL.\n',
  )
  expect(code).toBe(1)
}, 60_000)
