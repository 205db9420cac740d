/** Nothing that a student typed is lost, whatever breaks: reload, network, session, another tab, a deadline, a new version. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { solutionSources } from '../../exercises/files.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

let classroom: Classroom
beforeAll(async () => {
  classroom = await openClassroom()
}, 240_000)
afterAll(() => classroom.close(), 60_000)

const open = async (slug: string) => {
  const visitor = await classroom.visit(`/courses/transformers/${slug}`)
  await openPlainEditor(visitor.page)
  return visitor
}
const type = async (page: Page, source: string) => {
  await solution(page).fill(source)
}
const expectText = async (page: Page, source: string) => {
  const deadline = Date.now() + 20_000
  while ((await solution(page).inputValue()) !== source && Date.now() < deadline) {
    await page.waitForTimeout(100)
  }
  expect(await solution(page).inputValue()).toBe(source)
}
const savedOnServer = (page: Page) => page.getByText('✓ Saved', { exact: true }).waitFor()

test('a draft is there again after a reload, and on another device', async () => {
  const { page } = await open('softmax')
  await type(page, '// begun at night')
  await page.reload()
  await openPlainEditor(page)
  expect(await solution(page).inputValue()).toBe('// begun at night')
  await savedOnServer(page)
  const elsewhere = await open('softmax')
  expect(await solution(elsewhere.page).inputValue()).toBe('// begun at night')
}, 120_000)

test('without a network the draft stays on the device, says so, and is saved when it is back', async () => {
  const { context, page } = await open('layer-norm')
  await type(page, '// before')
  await savedOnServer(page)
  await context.setOffline(true)
  await type(page, '// typed in a tunnel')
  await page.getByText('On this device only').waitFor()
  await page.getByText(/Saved on this device; will be saved on the server/).waitFor()
  await context.setOffline(false)
  await savedOnServer(page)
  const stored = await classroom.stack.db.draft.findFirstOrThrow({
    where: { exercise: 'layer-norm' },
  })
  expect(stored.source).toBe('// typed in a tunnel')
}, 120_000)

test('a network that is cut during grading only delays the report', async () => {
  const { context, page } = await open('attention')
  await type(page, solutionSources('attention').get('loops') as string)
  const accepted = page.waitForResponse((response) => response.status() === 202)
  await page.getByRole('button', { name: /^Submit/ }).click()
  await accepted
  await context.setOffline(true)
  await page.waitForTimeout(1_500)
  await context.setOffline(false)
  await page
    .getByText(/You have built the step in which every token/)
    .first()
    .waitFor({ timeout: 60_000 })
}, 120_000)

test('a report that was on its way is shown after a reload', async () => {
  const { page } = await open('multi-head-attention')
  await type(page, 'export const nothing = 1\n')
  const accepted = page.waitForResponse((response) => response.status() === 202)
  await page.getByRole('button', { name: /^Submit/ }).click()
  await accepted
  await page.reload()
  await page.getByRole('article', { name: 'Report on this attempt' }).waitFor()
}, 120_000)

test('a file that a reload cuts off is handed in once, and its report is shown', async () => {
  const { page } = await open('heads')
  await type(page, 'export const nothing = 1\n')
  const arrived = new Promise<void>((resolve) => {
    void page.route(
      '/api/submissions',
      async (route) => {
        await route.fetch()
        // It has arrived, and the page never learns of it.
        resolve()
      },
      { times: 1 },
    )
  })
  await page.getByRole('button', { name: /^Submit/ }).click()
  await arrived
  await page.reload()
  await page.getByRole('article', { name: 'Report on this attempt' }).waitFor()
  expect(await classroom.stack.db.submission.count({ where: { exercise: 'heads' } })).toBe(1)
}, 120_000)

test('an expired session keeps the draft and comes back to the page after signing in', async () => {
  const { page } = await open('masked-attention')
  await type(page, '// long thoughts')
  await savedOnServer(page)
  await classroom.stack.db.session.deleteMany({})
  await type(page, '// long thoughts, and one more')
  await page.getByText('You are signed out. Your code is kept on this device.').waitFor()
  await page.getByRole('link', { name: 'Sign in and come back' }).click()
  await page.getByRole('button', { name: /Sign in as the student/ }).click()
  await page.waitForURL(/\/courses\/transformers\/masked-attention/)
  await openPlainEditor(page)
  expect(await solution(page).inputValue()).toBe('// long thoughts, and one more')
  await savedOnServer(page)
}, 120_000)

test('two tabs follow each other, and never overwrite what was typed in both', async () => {
  const { context, page: first } = await open('transformer-block')
  const second = await context.newPage()
  await second.goto('/courses/transformers/transformer-block')
  await openPlainEditor(second)
  await type(first, '// from the first tab')
  await savedOnServer(first)
  await expectText(second, '// from the first tab')

  // A second device: no tab of it hears of the other.
  const other = await open('transformer-block')
  await other.context.setOffline(true)
  await type(other.page, '// from the other device')
  await type(first, '// from the first tab, later')
  await savedOnServer(first)
  await other.context.setOffline(false)
  await other.page.getByText(/A different version of this file was saved/).waitFor()
  expect(await solution(other.page).inputValue()).toBe('// from the other device')
  await other.page.getByRole('button', { name: 'Compare' }).click()
  await other.page.getByText('from the first tab, later').first().waitFor()
  await other.page.getByRole('button', { name: 'Keep what is here' }).click()
  await savedOnServer(other.page)
  const stored = await classroom.stack.db.draft.findFirstOrThrow({
    where: { exercise: 'transformer-block' },
  })
  expect(stored.source).toBe('// from the other device')
}, 120_000)

test('a deadline that passes while one types is announced', async () => {
  const { db } = classroom.stack
  const { page } = await open('gpt-forward')
  await type(page, '// nearly there')
  // What a run brings along is the new date, whether it has passed by then or not.
  const dueAt = new Date(Date.now() + 5_000)
  await db.assignment.updateMany({ where: { exercise: 'gpt-forward' }, data: { dueAt } })
  await handIn(page, 'Run')
  await page
    .getByText(/The deadline has passed/)
    .first()
    .waitFor({ timeout: 60_000 })
  expect(await solution(page).inputValue()).toBe('// nearly there')
  await handIn(page, 'Run')
}, 120_000)

test('an exercise that changes, or is withdrawn, while it is open says so and keeps the code', async () => {
  const { db } = classroom.stack
  const { page } = await open('sinusoidal-positions')
  await type(page, '// half way')
  await savedOnServer(page)
  const former = await db.exerciseVersion.findFirstOrThrow({
    where: { slug: 'sinusoidal-positions', current: true },
  })
  await db.exerciseVersion.update({ where: { id: former.id }, data: { current: false } })
  await page.dispatchEvent('body', 'visibilitychange')
  await page.getByText(/This exercise was withdrawn/).waitFor({ timeout: 90_000 })
  expect(await solution(page).inputValue()).toBe('// half way')
  await db.exerciseVersion.create({
    data: { slug: 'sinusoidal-positions', hash: 'a version after this one', current: true },
  })
  await page.dispatchEvent('body', 'visibilitychange')
  await page
    .getByText(/This exercise was changed while you had it open/)
    .waitFor({ timeout: 90_000 })
  expect(await solution(page).inputValue()).toBe('// half way')
}, 240_000)
