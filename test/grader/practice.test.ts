import { afterAll, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import '@tensorflow/tfjs-backend-cpu'
import { tensorOf, toTensor } from '../../reference/convert.ts'
import '../../grader/practice/matchers.ts'

const root = resolve(import.meta.dirname, '../..')
mkdirSync(join(root, 'practice'), { recursive: true })
const folder = mkdtempSync(join(root, 'practice/test-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Runs `npm run practice -- <slug> --once` in a folder of its own. */
function practise(slug: string, ...options: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'grader/practice/start.ts'),
      ...[slug, '--once', '--folder', relative(root, folder), ...options],
    ],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  )
  return { code: status, said: stdout + stderr }
}

test('practice begins with the stub, and its tests are red with the words of the report', () => {
  const { code, said } = practise('softmax')
  expect(readFileSync(join(folder, 'softmax.ts'), 'utf8')).toContain('not implemented')
  expect(said).toContain('✗ case 1')
  expect(code).toBe(1)
}, 120_000)

test('practice speaks Chinese when asked to', () => {
  expect(practise('softmax', '--language', 'zh').said).toContain('✗ 用例 1')
}, 120_000)

test('practice leaves a file that is there, and its tests are green when it is right', () => {
  copyFileSync(join(root, 'exercises/softmax/solutions/loops.ts'), join(folder, 'softmax.ts'))
  const { code, said } = practise('softmax')
  expect(said).toContain('✓ two rows of three scores')
  expect(code).toBe(0)
}, 120_000)

test('practice refuses an exercise that the course does not have, and names those it has', () => {
  const { code, said } = practise('softmx')
  expect(said).toContain('There is no exercise "softmx"; choose one of: linear, softmax')
  expect(code).toBe(64)
})

test('toMatchTensor compares tensors with nested arrays, within the tolerance', async () => {
  await expect(toTensor(tensorOf([[1, 2]]))).toMatchTensor([[1, 2 + 1e-6]])
  await expect([[1, 2]]).not.toMatchTensor([[1, 2.1]])
})

test('toMatchTensor says what differs as the grader does', async () => {
  await expect(expect([[1, 2, 3]]).toMatchTensor([[1, 2]])).rejects.toThrow(
    /shape \[1, 3\]; expected \[1, 2\]/,
  )
})
