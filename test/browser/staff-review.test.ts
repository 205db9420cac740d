/** An assistant reviews by keyboard alone, and the student reads it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const queue = '/courses/transformers/staff/review'
const wrong = `import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  const scores = q.matMul(k, false, true)
  return tf.softmax(mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores).matMul(v)
}
`

let classroom: Classroom
let submission: string

beforeAll(async () => {
  classroom = await openClassroom()
  const { page, context } = await classroom.visit('/courses/transformers/attention')
  await openPlainEditor(page)
  await solution(page).fill(wrong)
  await handIn(page, 'Submit')
  await context.close()
  const { db } = classroom.stack
  const found = await db.submission.findFirstOrThrow({
    where: { exercise: 'attention', verdict: 'wrongAnswer' },
    select: { id: true, assignmentId: true, assignment: { select: { courseId: true } } },
  })
  submission = found.id
  const [assignmentId, courseId] = [found.assignmentId!, found.assignment!.courseId]
  await db.rubricItem.createMany({
    data: [
      { assignmentId, position: 1, text: 'Clear names', points: 1 },
      { assignmentId, position: 2, text: 'Needless loops', points: -1 },
    ],
  })
  await db.bankComment.create({
    data: { courseId, exercise: 'attention', text: 'What does each row of weights sum to?' },
  })
}, 300_000)
afterAll(() => classroom.close(), 60_000)

test('by keyboard alone: find a failing submission, comment on a line, mark an item, done; its student reads it', async () => {
  const { page, troubles } = await classroom.visit(queue, { role: 'assistant' })
  const keys = page.keyboard
  await page.getByRole('link', { name: 'To do 1' }).waitFor()
  await tabTo(page, 'Verdict')
  await keys.type('wrong')
  await page.waitForURL(/verdict=wrongAnswer/)
  await expectAccessible(page, 'queue')
  await tabTo(page, 'Begin with the first')
  await keys.press('Enter')
  await page.getByRole('heading', { name: /attention, attempt 1$/, level: 1 }).waitFor()
  await page.getByText('Score 5 of 20').waitFor()

  await keys.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await keys.press('Escape')
  await keys.press('c')
  for (const key of ['ArrowDown', 'ArrowDown', 'Shift+ArrowDown', 'Enter']) await keys.press(key)
  await page.getByRole('textbox', { name: 'Comment on lines 3–4' }).waitFor()
  // Letters and digits are text here, no shortcuts.
  await keys.type('j1 ok')
  await keys.press('Tab')
  await keys.type('weights sum')
  await page.getByRole('option', { name: /each row of weights/ }).waitFor()
  await keys.press('Enter')
  await keys.press('Control+Enter')
  await page.getByRole('note', { name: 'Lines 3–4' }).waitFor()
  await keys.press('1')
  await page.getByText('Score 6 of 20').waitFor()
  await page.getByText('Draft saved').waitFor()
  await expectAccessible(page, 'review')

  // What was kept as a draft is there again, and not shown to the student.
  await page.reload()
  await page.getByRole('note', { name: 'Lines 3–4' }).waitFor()
  const student = await classroom.visit(`/submissions/${submission}`)
  await student.page.getByRole('heading', { name: 'The code' }).waitFor()
  expect(await student.page.getByRole('note').count()).toBe(0)

  await keys.press('Control+Enter')
  await page.getByText('That was the last one in this queue.').waitFor()
  await page.getByText('Done, the student sees it').waitFor()

  await student.page.reload()
  const review = student.page.getByRole('region', { name: 'Review' })
  await review.getByText('6 of 20 points').waitFor()
  await review.getByText('Clear names').waitFor()
  const remark = student.page.getByRole('note', { name: 'Lines 3–4' })
  expect(await remark.innerText()).toContain('j1 ok\nWhat does each row of weights sum to?')
  await expectAccessible(student.page, 'student')
  expect([troubles, student.troubles]).toEqual([[], []])
}, 240_000)

test('what a reviewer works with has no violations either, in the dark and in Chinese, and fits a phone', async () => {
  const pages = [
    { path: `${queue}?which=latest`, heading: '评阅' },
    { path: `${queue}/${submission}?which=latest`, heading: /attention/ },
    { path: `${queue}/rubrics`, heading: '评分细则' },
    { path: `${queue}/comments`, heading: '共享评语' },
  ]
  for (const { path, heading } of pages) {
    const { page, context, troubles } = await classroom.visit(path, {
      ...{ role: 'instructor', locale: 'zh-CN', colorScheme: 'dark' },
      viewport: { width: 360, height: 740 },
    })
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await expectAccessible(page, path)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect([path, width, troubles]).toEqual([path, 360, []])
    await context.close()
  }
}, 240_000)

test('an instructor who changes points is told first how many scores that changes', async () => {
  const { page } = await classroom.visit(`${queue}/rubrics`, { role: 'instructor' })
  await page.getByLabel('Assignment').selectOption({ label: 'E11 Scaled dot-product attention' })
  await page.getByRole('button', { name: 'Edit: Clear names' }).click()
  await page.getByLabel('Points').first().fill('3')
  await page.getByRole('button', { name: 'Save' }).click()
  const question = page.getByRole('dialog', { name: 'Change scores?' })
  await question.getByText('This changes the score of 1 done review.').waitFor()
  await question.getByRole('button', { name: 'Change scores' }).click()
  await page.getByText('+3').waitFor()
  const student = await classroom.visit(`/submissions/${submission}`)
  await student.page.getByRole('region', { name: 'Review' }).getByText('8 of 20 points').waitFor()
}, 120_000)

/** Presses Tab until the focus is on what has this label or text. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () =>
    page.evaluate<string>(
      '[document.activeElement?.labels?.[0], document.activeElement].map((one) => one?.textContent).join("\\n")',
    )
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await focused()).startsWith(name) || (await focused()).endsWith(`\n${name}`)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab did not lead to ${name}; the focus is on ${await focused()}`)
}
