/**
 * Takes the pictures of the page that the README shows, from a demonstration with a student who has
 * worked a little: npm run screenshots
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { solutionSources } from '../../exercises/files.ts'
import { openClassroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const folder = join(import.meta.dirname, '../../server/web/screenshots')
const attention = '/courses/transformers/attention'
const laptop = { width: 1280, height: 800 }
const right = (slug: string) => solutionSources(slug).get('tensor') as string
const masksTooLate = `import * as tf from '@tensorflow/tfjs-core'

export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const scores = tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[2]))
  const weights = tf.softmax(scores)
  return tf.matMul(mask ? weights.mul(mask.cast('float32')) : weights, v)
}
`

const classroom = await openClassroom()
try {
  const { page } = await classroom.visit(attention, { viewport: laptop })
  for (const slug of ['linear', 'softmax', 'cross-entropy']) {
    await page.goto(`/courses/transformers/${slug}`)
    await submit(page, right(slug))
  }
  await page.goto(attention)
  await submit(page, masksTooLate)
  await takeReport(page, 'report')
  await page.getByRole('button', { name: /Show hint 1/ }).click()

  await page.goto('/courses/transformers')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await take(page, 'course')

  await page.goto(attention)
  await submit(page, right('attention'))
  const dark = await classroom.visit(attention, {
    ...{ viewport: laptop, locale: 'zh-CN', colorScheme: 'dark' },
  })
  await dark.page.locator('.monaco-editor').first().waitFor()
  await dark.page.keyboard.press('Control+Enter')
  await dark.page.getByRole('article').waitFor()
  await takeReport(dark.page, 'dark-chinese')

  await page.goto(`${attention}/history`)
  await page.getByRole('region', { name: 'What changed' }).getByRole('table').first().waitFor()
  await page.setViewportSize({ width: 1280, height: 1100 })
  await take(page, 'history')

  const phone = await classroom.visit(attention, {
    ...{ viewport: { width: 390, height: 780 }, hasTouch: true },
  })
  await phone.page.locator('.katex').first().waitFor()
  await take(phone.page, 'phone')
} finally {
  await classroom.close()
}

async function submit(page: Page, source: string): Promise<void> {
  await openPlainEditor(page)
  await solution(page).fill(source)
  await handIn(page, 'Submit')
  await page.getByRole('article').waitFor()
  await page.getByRole('button', { name: 'Plain text' }).click()
  await page.locator('.monaco-editor .view-line').first().waitFor()
}

/** With more room for the report than for the code. */
async function takeReport(page: Page, name: string): Promise<void> {
  const bar = page.getByRole('separator').last()
  await bar.focus()
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowUp')
  await page.getByRole('article').hover()
  await take(page, name)
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  console.log(`server/web/screenshots/${name}.png`)
}
