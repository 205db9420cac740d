/** A student's evening: sign in, solve an exercise wrongly, read what is wrong, mend it, pass, look back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { solutionSources } from '../../exercises/files.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, replaceCode, solution } from './workspace.ts'

const right = solutionSources('attention').get('tensor') as string
const withoutScale = `import * as tf from '@tensorflow/tfjs-core'

export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  console.log('queries', q.shape)
  const scores = q.matMul(k, false, true)
  const seen = mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores
  return tf.softmax(seen).matMul(v)
}
`

let classroom: Classroom
beforeAll(async () => {
  classroom = await openClassroom()
}, 240_000)
afterAll(() => classroom.close(), 60_000)

test('from one click to sign in, over a wrong solution and its hints, to a pass', async () => {
  const { page, troubles } = await classroom.visit('/', { role: null })
  await page.getByRole('button', { name: /Sign in as the student/ }).click()
  await page.getByRole('heading', { name: 'Build a Transformer', level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Unfold all' }).click()
  await page
    .getByRole('link', { name: /Scaled dot-product attention/ })
    .first()
    .click()
  await page.getByRole('heading', { name: /Scaled dot-product attention/, level: 1 }).waitFor()
  await page.getByRole('heading', { name: 'Formula' }).waitFor()
  expect(await page.locator('.katex').count()).toBeGreaterThan(10)

  await replaceCode(page, withoutScale)
  await page.keyboard.press('Control+Shift+Enter')
  const report = page.getByRole('group', { name: 'Report', exact: true })
  await report
    .getByText(/values are wrong/)
    .first()
    .waitFor()
  expect(await report.innerText()).not.toContain('the same numbers as')
  await report.getByText('What your code printed').click()
  await report.getByText('queries').first().waitFor()

  for (let hint = 1; hint <= 4; hint += 1) {
    await report.getByRole('button', { name: new RegExp(`Show hint ${hint} of 4`) }).click()
    await report.getByText(`Hint ${hint}`, { exact: false }).first().waitFor()
  }
  await report.getByText(/the same numbers as attention without the division by √dHead/).waitFor()
  await page.reload()
  await report.getByText(/the same numbers as attention without the division by √dHead/).waitFor()

  await replaceCode(page, right)
  await page.keyboard.press('Control+Enter')
  await report.getByText('All shown cases pass. Submit to run the hidden ones, too.').waitFor()
  await page.keyboard.press('Control+Shift+Enter')
  await report
    .getByText(/You have built the step in which every token looks at the others/)
    .waitFor()
  await report.getByRole('heading', { name: 'What your code does' }).waitFor()
  await page.getByText('● Passed · 20 of 20 points').waitFor()
  await report.getByRole('link', { name: /^Next: / }).click()
  await page.waitForURL(/\/courses\/transformers\/(?!attention)/)
  expect(troubles).toEqual([])
}, 240_000)

test('the editor knows the types of tensors and says so while one types', async () => {
  const { page, troubles } = await classroom.visit('/courses/transformers/softmax')
  await replaceCode(
    page,
    `import * as tf from '@tensorflow/tfjs-core'\nconst wrong: number = tf.zeros([2])\n`,
  )
  await page.locator('.squiggly-error').first().waitFor()
  await replaceCode(page, `import * as tf from '@tensorflow/tfjs-core'\ntf.`)
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Space')
  await page
    .locator('.suggest-widget')
    .getByText('matMul')
    .first()
    .waitFor()
    .catch(async () => {
      await page.keyboard.type('matM')
      await page.locator('.suggest-widget').getByText('matMul').first().waitFor()
    })
  expect(troubles).toEqual([])
}, 120_000)

test('every attempt is kept: two are compared, an old one is put back into the editor', async () => {
  const { page, troubles } = await classroom.visit('/courses/transformers/layer-norm')
  await openPlainEditor(page)
  const [first, second] = ['first', 'second'].map(
    (name) => `export function layerNorm() {\n  throw new Error('${name} try')\n}\n`,
  ) as [string, string]
  for (const source of [first, second]) {
    await solution(page).fill(source)
    await handIn(page, 'Submit')
  }
  await page.goto('/courses/transformers/layer-norm/history')
  await page.getByRole('heading', { name: /History of/, level: 1 }).waitFor()
  const difference = page.getByRole('region', { name: 'What changed' })
  await difference.getByText('first try').waitFor()
  await difference.getByText('second try').waitFor()
  await page
    .getByRole('button', { name: /^Put this version into the editor: Attempt 1\b/ })
    .first()
    .click()
  await page.waitForURL(/layer-norm$/)
  await openPlainEditor(page)
  expect(await solution(page).inputValue()).toBe(first)
  expect(troubles).toEqual([])
}, 180_000)

test('a case that passed before is said to have passed', async () => {
  const { page } = await classroom.visit('/courses/transformers/softmax')
  await openPlainEditor(page)
  await solution(page).fill(solutionSources('softmax').get('loops') as string)
  await handIn(page, 'Run')
  await solution(page).fill('export function softmax() { return [0] }\n')
  await handIn(page, 'Run')
  const report = page.getByRole('group', { name: 'Report', exact: true })
  await report.getByText('This case passed in the attempt before.').first().waitFor()
}, 120_000)
