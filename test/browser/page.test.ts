/** The page in a real browser, with everything behind it real. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'
import { solutionSources } from '../../exercises/files.ts'
import { startStack, type Stack } from '../stack.ts'

const right = solutionSources('attention').get('tensor') as string
const withoutScale = `import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  const scores = q.matMul(k, false, true)
  const seen = mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores
  return tf.softmax(seen).matMul(v)
}
`

let stack: Stack
let browser: Browser
beforeAll(async () => {
  stack = await startStack({ demo: true })
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    // Chromium's own sandbox needs what containers and root do not have; the page is ours.
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}, 240_000)
afterAll(async () => {
  await browser.close()
  await stack.stop()
}, 60_000)

/** A page of a new visitor; what it prints as errors fails the test that uses it. */
async function visit(locale = 'en-GB'): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ locale })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await page.goto(stack.address)
  return { page, errors }
}

async function openAttention(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in as the student' }).click()
  await page.getByText('Signed in as Sam Student.').waitFor()
  await page.getByRole('button', { name: 'Scaled dot-product attention' }).click()
  await page.getByRole('heading', { name: 'Scaled dot-product attention', level: 2 }).waitFor()
}

async function submit(page: Page, source: string): Promise<string> {
  await page.getByLabel('Your solution').fill(source)
  await page.getByRole('button', { name: 'Submit', exact: true }).click()
  const report = page.locator('#report')
  await report.waitFor()
  return report.innerText()
}

test('a student signs in, is told what is wrong, mends it and passes', async () => {
  const { page, errors } = await visit()
  await openAttention(page)

  const wrong = await submit(page, withoutScale)
  expect(wrong).toContain('values are wrong')
  expect(wrong).not.toContain('the same numbers as')
  const more = page.getByRole('button', { name: 'One more hint' })
  for (let hint = 2; hint <= 4; hint += 1) {
    await more.click()
    await page.getByText(`Hint ${hint} of 4`).waitFor()
  }
  expect(await page.locator('#report').innerText()).toMatch(
    /same numbers as attention\s+without the division by\s+√dHead/,
  )

  expect(await submit(page, right)).toMatch(/All \d+ cases pass/)
  await page.getByText('passed: 20 of 20 points.').waitFor()
  expect(errors).toEqual([])
}, 120_000)

test('what a hostile student prints and throws is shown as text, and runs nothing', async () => {
  const { page, errors } = await visit()
  await openAttention(page)
  const report = await submit(
    page,
    `export function attention() {
  console.log('<img src=x onerror="document.title=1">')
  throw new Error('<script>document.title = "taken"</script>\\u001b[31m')
}
`,
  )
  expect(report).toContain('<script>document.title = "taken"</script>')
  expect(await page.title()).toBe('Attendant')
  expect(await page.locator('#report img, #report script').count()).toBe(0)
  expect(errors).toEqual([])
}, 120_000)

test('a reader of Chinese finds the page in Chinese', async () => {
  const { page } = await visit('zh-CN')
  await page.getByRole('button', { name: '以学生身份登录' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toMatch(/^zh/)
}, 60_000)

test('an exercise is opened, filled in and submitted with the keyboard alone', async () => {
  const { page } = await visit()
  await page.getByRole('button', { name: 'Sign in as the student' }).press('Enter')
  await page.getByText('Signed in as Sam Student.').waitFor()
  await page.getByRole('button', { name: 'Softmax' }).press('Enter')
  await page.getByRole('heading', { name: 'Softmax', level: 2 }).waitFor()
  const source = page.getByLabel('Your solution')
  await source.focus()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(
    readFileSync(join(import.meta.dirname, '../../exercises/softmax/solutions/loops.ts'), 'utf8'),
  )
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('passed: 20 of 20 points.').waitFor()
}, 120_000)
