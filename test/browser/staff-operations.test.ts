/** Who runs the server holds back a lane, everything, or a grader; students whose work waits read why. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { solutionSources } from '../../exercises/files.ts'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const operations = '/courses/transformers/staff/operations'
const right = solutionSources('softmax').get('loops') as string

let classroom: Classroom

beforeAll(async () => {
  classroom = await openClassroom()
}, 240_000)
afterAll(() => classroom.close(), 60_000)

/** Presses a button that asks for a reason, and gives one. */
async function hold(page: Page, button: string, deed: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  const dialog = page.getByRole('dialog', { name: button })
  await dialog.getByLabel('Why?').fill(reason)
  await expectAccessible(page, button)
  await dialog.getByRole('button', { name: deed, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

const submit = (page: Page) => page.getByRole('button', { name: /^Submit/ }).click()

test('a lane that is held back grades nothing and says why, until it goes on', async () => {
  const { page, troubles } = await classroom.visit('/courses/transformers/staff', {
    role: 'instructor',
  })
  await page.getByRole('link', { name: 'Audit' }).waitFor()
  expect(await page.getByRole('link', { name: 'Operations' }).count()).toBe(0)
  await classroom.stack.db.user.update({
    where: { email: 'instructor@demo.invalid' },
    data: { isAdmin: true },
  })
  await page.reload()
  await page.getByRole('link', { name: 'Operations' }).click()
  const lanes = page.getByRole('group', { name: 'Lanes of the queue' })
  const submissions = lanes.getByRole('row', { name: /^Submissions/ })
  await submissions.waitFor()
  await expectAccessible(page, 'operations')
  await hold(page, 'Pause: Submissions', 'Pause', 'The exam is checked first')
  await submissions.getByText(/^The exam is checked first \(Iris Instructor/).waitFor()

  const student = await classroom.visit('/courses/transformers/softmax')
  await openPlainEditor(student.page)
  await solution(student.page).fill(right)
  await handIn(student.page, 'Run')
  await submit(student.page)
  const why = 'Grading is paused: The exam is checked first'
  await student.page.getByText(why).first().waitFor()
  await expectAccessible(student.page, 'a submission that waits')
  const { id } = await classroom.stack.db.submission.findFirstOrThrow({
    where: { kind: 'submit', finishedAt: null },
  })
  const elsewhere = await classroom.visit(`/submissions/${id}`)
  await elsewhere.page.getByText(why).waitFor()

  await page.reload()
  await submissions.getByRole('cell', { name: '1', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Let it go on: Submissions' }).click()
  await page.getByRole('button', { name: 'Pause: Submissions' }).waitFor()
  for (const visitor of [student, elsewhere]) {
    await visitor.page
      .getByText(/You have built/)
      .first()
      .waitFor()
  }
  expect([troubles, student.troubles, elsewhere.troubles]).toEqual([[], [], []])
}, 240_000)

test('a grader is drained with its layers in view, everything is paused, and both go on', async () => {
  const { page, troubles } = await classroom.visit(operations, { role: 'instructor' })
  const workers = page.getByRole('group', { name: 'Processes of the last day' })
  const grader = workers.getByRole('row', { name: /^grader / })
  await grader.getByText(/^(all sandbox layers|without the layers )/).waitFor()
  await workers.getByRole('row', { name: /^reference / }).waitFor()
  const drain = await grader.getByRole('button').getAttribute('aria-label')
  await hold(page, drain!, 'Drain', 'Its machine is updated')
  await grader.getByText(/^takes nothing new/).waitFor()
  await grader.getByText(/^Its machine is updated/).waitFor()
  await expectAccessible(page, 'a drained grader')

  const student = await classroom.visit('/courses/transformers/softmax')
  await openPlainEditor(student.page)
  await solution(student.page).fill(`${right}\n// once more`)
  await submit(student.page)
  await student.page.getByText('Next in the queue').first().waitFor()
  await hold(page, 'Pause everything', 'Pause everything', 'Back at noon')
  await page.getByText(/^Everything is paused since .*: Back at noon$/).waitFor()
  await student.page.getByText('Grading is paused: Back at noon').first().waitFor()

  await page.getByRole('button', { name: 'Let it go on: Everything' }).click()
  await page.getByRole('button', { name: 'Pause everything' }).waitFor()
  await page.getByRole('button', { name: drain!.replace('Drain', 'Let it go on') }).click()
  await page.getByRole('button', { name: drain! }).waitFor()
  await student.page
    .getByText(/You have built/)
    .first()
    .waitFor()
  expect([troubles, student.troubles]).toEqual([[], []])
}, 240_000)

/** A copy of softmax as an exercise of the course's own, proved and with students. Gives its edition. */
async function publishCopy(page: Page, slug: string): Promise<string> {
  const place = '/api/courses/transformers/workshop'
  const headers = { Origin: classroom.stack.address }
  const post = async (address: string, data: object) => {
    const answer = await page.request.post(place + address, { data, headers })
    if (!answer.ok()) throw new Error(`${address}: ${await answer.text()}`)
    return (await answer.json()) as { id: string }
  }
  const { id } = await post('', { slug, title: 'Our softmax', copyOf: 'softmax' })
  const edition = `/${slug}/editions/${id}`
  await post(`${edition}/check`, {})
  const state = async () => {
    const answer = await page.request.get(place + edition)
    return ((await answer.json()) as { check: string }).check
  }
  while (['waiting', 'running'].includes(await state())) await page.waitForTimeout(500)
  await post(`${edition}/publish`, { reason: 'For the second week' })
  return id
}

test('an administrator reads an edition and trusts it: its reference runs on the engine, until that is taken back', async () => {
  const { page, troubles } = await classroom.visit(operations, { role: 'instructor' })
  const editions = page.getByRole('group', { name: 'Exercises that courses wrote, and trust' })
  await editions.getByText('No course has published an exercise of its own.').waitFor()
  const id = await publishCopy(page, 'our-softmax')
  await page.reload()
  const row = editions.getByRole('row', { name: /our-softmax/ })
  await row.getByText('Iris Instructor').waitFor()
  await row.getByText('Proved').waitFor()
  await row.getByText('in the sandbox alone').waitFor()
  await expectAccessible(page, 'an edition that waits for trust')

  await row.getByRole('link', { name: /^Open our-softmax/ }).click()
  await page.waitForURL(`**/staff/workshop/our-softmax?part=check&edition=${id}`)
  await page.getByRole('table', { name: 'Which case catches which wrong solution' }).waitFor()
  await page.goBack()

  await row.getByRole('button', { name: /^Trust… our-softmax/ }).click()
  const question = page.getByRole('dialog', { name: 'Trust the code of this edition?' })
  await question.getByText(/read the database with all students’ work/).waitFor()
  await question.getByRole('button', { name: 'Trust it' }).click()
  await question.getByText('Say why.').waitFor()
  await question.getByLabel('Reason, for the record').fill('I have read all of it')
  await expectAccessible(page, 'what trust means')
  await question.getByRole('button', { name: 'Trust it' }).click()
  await row.getByText('trusted', { exact: true }).waitFor()

  const { db } = classroom.stack
  const student = await classroom.visit('/courses/transformers')
  const given = await page.request.post('/api/courses/transformers/assignments', {
    data: { exercise: 'our-softmax' },
    headers: { Origin: classroom.stack.address },
  })
  expect(given.ok()).toBe(true)
  await student.page.goto('/courses/transformers/our-softmax')
  await openPlainEditor(student.page)
  await solution(student.page).fill(right)
  await submit(student.page)
  await student.page
    .getByText(/You have built/)
    .first()
    .waitFor({ timeout: 120_000 })
  const outputs = await db.referenceOutput.findMany({
    where: { exerciseVersion: { slug: 'our-softmax' } },
  })
  expect(outputs.length).toBeGreaterThan(0)
  expect(outputs.filter(({ engine }) => JSON.stringify(engine).includes('sandbox'))).toEqual([])

  await row.getByRole('button', { name: /^Trust no more… our-softmax/ }).click()
  const end = page.getByRole('dialog', { name: 'Trust this edition no more?' })
  await end.getByLabel('Reason, for the record').fill('Its author left')
  await end.getByRole('button', { name: 'Trust it no more' }).click()
  await row.getByText('in the sandbox alone').waitFor()
  const decided = await db.auditEvent.findMany({
    where: { action: 'exercise.trust' },
    orderBy: { id: 'asc' },
    select: { reason: true },
  })
  expect(decided.map(({ reason }) => reason)).toEqual(['I have read all of it', 'Its author left'])
  expect([troubles, student.troubles]).toEqual([[], []])
}, 480_000)

test('the page of operations is Chinese and dark for who wants that, and fits a phone', async () => {
  const { page, troubles } = await classroom.visit(operations, {
    ...{ role: 'instructor', locale: 'zh-CN', colorScheme: 'dark' },
    viewport: { width: 360, height: 740 },
  })
  await page.getByRole('heading', { name: '运维', level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await expectAccessible(page, 'in Chinese')
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  expect([width, troubles]).toEqual([360, []])
}, 120_000)
