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
