/**
 * Takes the pictures of the page that the README shows, from a demonstration with a student who has
 * worked a little, in a class that makes the usual mistakes: npm run screenshots
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { solutionSources } from '../../exercises/files.ts'
import type { Stack } from '../stack.ts'
import { openClassroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const folder = join(import.meta.dirname, '../../server/web/screenshots')
const attention = '/courses/transformers/attention'
const laptop = { width: 1280, height: 800 }
const right = (slug: string) => solutionSources(slug).get('tensor') as string
const scaled = 'tf.matMul(q, k, false, true).div(Math.sqrt(q.shape[2]))'
const masked = 'tf.softmax(mask ? tf.where(mask, scores, -Infinity) : scores)'

function attentionOf(scores: string, weights: string, values = 'tf.matMul(weights, v)'): string {
  return `import * as tf from '@tensorflow/tfjs-core'

export function attention(
  q: tf.Tensor3D,
  k: tf.Tensor3D,
  v: tf.Tensor3D,
  mask: tf.Tensor2D | null,
): tf.Tensor {
  const scores = ${scores}
  const weights = ${weights}
  return ${values}
}
`
}

const masksTooLate = attentionOf(
  scaled,
  'tf.softmax(scores)',
  "tf.matMul(mask ? weights.mul(mask.cast('float32')) : weights, v)",
)
const withoutScale = attentionOf('tf.matMul(q, k, false, true)', masked)
const dividedByWidth = attentionOf('tf.matMul(q, k, false, true).div(q.shape[2])', masked)
const withoutMask = attentionOf(scaled, 'tf.softmax(scores)')

/** Who hands what in, one attempt after the other. */
const classmates: readonly (readonly [name: string, ...sources: string[]])[] = [
  ['Ada Lovelace', withoutScale, right('attention')],
  ['Alan Turing', masksTooLate],
  ['Emmy Noether', withoutScale],
  ['Grace Hopper', withoutMask, withoutScale],
  ['Katherine Johnson', right('attention')],
  ['Mary Somerville', dividedByWidth],
  ['Sofya Kovalevskaya', masksTooLate],
]

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

  await fillClass(classroom.stack)
  const staff = await classroom.visit('/courses/transformers/staff/clusters', {
    ...{ viewport: laptop, role: 'assistant' },
  })
  await staff.page.getByRole('article').first().waitFor()
  await take(staff.page, 'clusters')
  await staff.page.goto('/courses/transformers/staff/review')
  await staff.page.getByRole('link', { name: 'Grace Hopper' }).first().click()
  await staff.page.getByRole('region', { name: 'Rubric' }).waitFor()
  await take(staff.page, 'review')
} finally {
  await classroom.close()
}

async function fillClass(stack: Stack): Promise<void> {
  const course = await stack.db.course.findFirstOrThrow()
  for (const [name, ...sources] of classmates) {
    const [student] = await stack.students(1)
    const { id } = await stack.db.user.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    await stack.db.user.update({ where: { id }, data: { name } })
    const place = { userId: id, courseId: course.id, role: 'student' as const }
    await stack.db.enrolment.create({ data: place })
    for (const source of sources) {
      const submission = await student!.submit('attention', source, undefined)
      for await (const event of student!.follow(submission)) if (event.kind === 'verdict') break
    }
  }
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
