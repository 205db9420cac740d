/** An instructor's course: dates and rules, more time for one, people in and out, grades, statistics, anonymous review. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const course = '/courses/transformers'
const exercise = `${course}/attention`
const assignments = `${course}/staff/assignments`
const title = 'Scaled dot-product attention'
const withoutScale = `import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  const scores = q.matMul(k, false, true)
  return tf.softmax(mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores).matMul(v)
}
`

let classroom: Classroom

beforeAll(async () => {
  classroom = await openClassroom()
  const { db } = classroom.stack
  await db.course.updateMany({ data: { timeZone: 'Europe/Berlin' } })
  // Axe looks at every row.
  const given = ['softmax', 'attention', 'masked-attention']
  await db.assignment.deleteMany({ where: { exercise: { notIn: given } } })
  const { page, context } = await classroom.visit(exercise)
  await openPlainEditor(page)
  await solution(page).fill(withoutScale)
  await handIn(page, 'Submit')
  await context.close()
  await enrolOthers(['Ada', 'Ben', 'Cleo'])
}, 300_000)
afterAll(() => classroom.close(), 60_000)

/** Students who handed in what Sam did. */
async function enrolOthers(names: readonly string[]): Promise<void> {
  const { db } = classroom.stack
  const { id: courseId } = await db.course.findFirstOrThrow()
  for (const name of names) {
    const { id } = await db.user.create({
      data: {
        ...{ name: `${name} Other`, email: `${name}@school.invalid` },
        enrolments: { create: { courseId, role: 'student', section: 'Mon' } },
      },
    })
    await db.$executeRaw`
      INSERT INTO "Submission" SELECT (jsonb_populate_record(
        NULL::"Submission",
        to_jsonb(submission) || jsonb_build_object('id', gen_random_uuid(), 'userId', ${id}::text)
      )).*
      FROM "Submission" AS submission JOIN "User" AS person ON person."id" = "userId"
      WHERE person."email" = 'student@demo.invalid' AND "kind" = 'submit'`
  }
}

const day = 24 * 60 * 60 * 1000
/** Six in the evening in so many days: as a date field holds it, and as the page says it. */
function evening(days: number): { field: string; said: RegExp } {
  const date = new Date(Date.now() + days * day)
  const said = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(date)
  return {
    field: `${date.toISOString().slice(0, 10)}T18:00`,
    said: new RegExp(`\\b${said}\\b.*18:00`),
  }
}

async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: `Change ${title}` }).click()
  return page.getByRole('dialog', { name: new RegExp(title) })
}

test('an instructor sets when, how often and for how much; the student reads it, and a longer time for one alone', async () => {
  const { page, troubles } = await classroom.visit(assignments, { role: 'instructor' })
  const row = page.getByRole('row', { name: new RegExp(title) })
  const dialog = await openSettings(page)
  const due = evening(20)
  await dialog.getByLabel('Due').fill(due.field)
  await dialog.getByRole('button', { name: 'Add a step' }).click()
  await dialog.getByRole('button', { name: 'Add a step' }).click()
  await dialog.getByLabel('Step 2: counts %').fill('90')
  await dialog.getByText(/^Hours have to rise/).waitFor()
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Step 2: counts %').fill('50')
  await dialog.getByText('50% up to 2 days late').waitFor()
  await dialog.getByLabel('Attempts', { exact: true }).fill('7')
  await dialog.getByLabel('What students see at most').selectOption('name')
  await dialog.getByLabel('Weight').fill('2.5')
  await expectAccessible(page, 'settings')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row.getByText(due.said).waitFor()
  for (const text of ['80% up to 1 day late', '7 attempts', /^Weight 2.5/, /names and verdicts/]) {
    await row.getByText(text).waitFor()
  }

  const student = await classroom.visit(exercise)
  await student.page.locator('time', { hasText: due.said }).first().waitFor()
  await student.page.getByText('6 attempts left').first().waitFor()
  const more = evening(25)
  await row.getByRole('button', { name: /^0 extensions/ }).click()
  const extensions = page.getByRole('dialog', { name: `Extensions: ${title}` })
  await extensions
    .getByRole('combobox', { name: 'Student' })
    .selectOption({ label: 'Sam Student · student@demo.invalid' })
  await extensions.getByLabel('Due for this student').fill(more.field)
  await extensions.getByLabel('Reason').fill('Ill, with a note')
  await expectAccessible(page, 'extensions')
  await extensions.getByRole('button', { name: 'Give more time' }).click()
  await extensions.getByText('Ill, with a note').waitFor()
  await extensions.getByRole('button', { name: 'Close' }).click()
  await row.getByRole('button', { name: /^1 extension/ }).waitFor()
  await expectAccessible(page, 'assignments')

  await student.page.reload()
  await student.page.locator('time', { hasText: more.said }).first().waitFor()
  await student.page.getByRole('button', { name: 'Notices: 1 unread' }).click()
  await student.page.getByRole('link', { name: /Your due date changed/ }).waitFor()
  expect(await student.page.getByText('Ill, with a note').count()).toBe(0)
  expect([troubles, student.troubles]).toEqual([[], []])
}, 240_000)

test('of two instructors at one assignment the later one is told, and neither loses anything', async () => {
  const [early, late] = [
    await classroom.visit(assignments, { role: 'instructor' }),
    await classroom.visit(assignments, { role: 'instructor' }),
  ]
  const mine = await openSettings(late.page)
  await mine.getByLabel('Weight').fill('4')
  await mine.getByLabel('Attempts', { exact: true }).fill('9')
  const theirs = await openSettings(early.page)
  await theirs.getByLabel('Weight').fill('3')
  await theirs.getByLabel('Hide from students').check()
  await theirs.getByRole('button', { name: 'Save' }).click()
  await early.page.getByText('Hidden from students').waitFor()
  await expectAccessible(early.page, 'a hidden assignment')

  await mine.getByRole('button', { name: 'Save' }).click()
  const notice = mine.getByRole('alert')
  await notice.getByText('Iris Instructor saved this assignment meanwhile.').waitFor()
  await notice.getByText('Weight: 3 (yours is another)').waitFor()
  await notice.getByText('Hide from students: yes').waitFor()
  expect(await mine.getByLabel('Weight').inputValue()).toBe('4')
  expect(await mine.getByLabel('Attempts', { exact: true }).inputValue()).toBe('9')
  expect(await mine.getByLabel('Hide from students').isChecked()).toBe(true)
  await expectAccessible(late.page, 'a conflict')
  // The button that was pressed is gone; whoever works by keyboard is at what is new.
  await late.page.locator('[role=alert]:focus').waitFor()
  await notice.getByRole('button', { name: 'Show theirs instead of mine' }).click()
  expect(await mine.getByLabel('Weight').inputValue()).toBe('3')
  await mine.getByLabel('Weight').fill('4')
  await mine.getByLabel('Hide from students').uncheck()
  await mine.getByRole('button', { name: 'Save' }).click()
  await late.page.getByText(/^Weight 4,/).waitFor()
  expect([early.troubles, late.troubles.filter((one) => !/409/.test(one))]).toEqual([[], []])
}, 180_000)

test('a table of people is looked at, mended and brought in; one joins by a link and gets another role', async () => {
  const { page, troubles } = await classroom.visit(`${course}/people`, { role: 'instructor' })
  await page.getByRole('button', { name: 'Import people' }).click()
  const form = page.getByRole('dialog', { name: 'Import people' })
  const right = 'name,email,section,role\nNora New,nora@school.invalid,Tue,student\n'
  const changed = 'Sam Student,student@demo.invalid,Wed,student\n'
  await form.locator('input[type=file]').setInputFiles({
    ...{ name: 'people.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(`${right}${changed}Otto Other,otto at school,Tue,student\n`),
  })
  await form.getByText('people.csv').waitFor()
  await form.getByRole('button', { name: 'Show what would change' }).click()
  const preview = page.getByRole('dialog', { name: 'What would change' })
  await preview.getByRole('listitem').filter({ hasText: 'Line 4' }).waitFor()
  await preview.getByRole('row', { name: /Nora New.*Student.*Tue/ }).waitFor()
  await preview.getByRole('row', { name: /Sam Student.*→ Wed/ }).waitFor()
  await expectAccessible(page, 'a preview')
  const apply = preview.getByRole('button', { name: 'Make 2 changes' })
  expect(await apply.count()).toBe(0)
  await preview.getByRole('button', { name: 'Back to the table' }).click()
  await form.getByLabel('The table, to paste or to mend').fill(`${right}${changed}`)
  await form.getByRole('button', { name: 'Show what would change' }).click()
  await apply.click()
  const done = page.getByRole('dialog', { name: 'Imported' })
  await done.getByText('1 came, 1 were changed, 0 were taken out.').waitFor()
  await done.getByRole('button', { name: 'Copy: nora@school.invalid' }).waitFor()
  await done.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('row', { name: /Nora New.*Student.*Tue/ }).waitFor()
  await page.getByRole('row', { name: /Sam Student.*Wed/ }).waitFor()

  await page.getByRole('button', { name: 'Make an invite link' }).click()
  const invite = page.getByRole('dialog', { name: 'Make an invite link' })
  await invite.getByLabel('How many people may use it (optional)').fill('1')
  await invite.getByRole('button', { name: 'Make the link' }).click()
  const address = new URL(await invite.locator('code').innerText())
  await invite.getByRole('button', { name: 'Close' }).click()
  const joining = await classroom.visit(address.pathname, { role: null })
  await joining.page.getByLabel('Name').fill('Ina Invited')
  await joining.page.getByLabel('Email').fill('ina@school.invalid')
  await joining.page.getByLabel('Password', { exact: true }).fill('seven green boats')
  await joining.page.getByRole('button', { name: 'Make my account and join' }).click()
  await joining.page.waitForURL(/\/courses\/transformers$/)
  await page.reload()
  await page.getByText('1 link that works no more').waitFor()

  await page.getByRole('button', { name: 'Change: Ina Invited' }).click()
  const person = page.getByRole('dialog', { name: 'Ina Invited' })
  await person.getByLabel('Role').selectOption('assistant')
  await expectAccessible(page, 'a person')
  await person.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row', { name: /Ina Invited.*Assistant/ }).waitFor()
  await joining.page.goto(`${course}/staff/review`)
  await joining.page.getByRole('link', { name: /^To do/ }).waitFor()

  await page.getByRole('button', { name: 'Change: Iris Instructor' }).click()
  const self = page.getByRole('dialog', { name: 'Iris Instructor' })
  await self.getByLabel('Role').selectOption('student')
  await self.getByRole('button', { name: 'Save' }).click()
  await self.getByText(/^This is the only instructor of the course/).waitFor()
  expect([troubles.filter((one) => !/409/.test(one)), joining.troubles]).toEqual([[], []])
}, 240_000)

test('the gradebook says what a grade is made of, and goes to a spreadsheet; an exercise has its statistics', async () => {
  const { page, troubles } = await classroom.visit(`${course}/staff/grades`, { role: 'instructor' })
  const cell = page.getByRole('button', { name: new RegExp(`^Sam Student, .*${title}: `) })
  await cell.waitFor()
  await expectAccessible(page, 'the gradebook')
  await cell.click()
  const parts = page.getByRole('dialog', { name: new RegExp(`^Sam Student · .*${title}$`) })
  await parts.getByText(/^From the grader: /).waitFor()
  await parts.getByText('with your extension').waitFor()
  await expectAccessible(page, 'what makes up a grade')
  await parts.getByRole('button', { name: 'Close' }).click()
  await page.getByLabel('Name or email').fill('sam')
  await page.getByText('1 student', { exact: true }).waitFor()
  await page
    .getByRole('button', { name: /^Sam Student/ })
    .first()
    .click()
  const whole = page.getByRole('dialog', { name: 'All grades of Sam Student' })
  await whole.getByText('So far').first().waitFor()
  await expectAccessible(page, 'all grades of one')
  await whole.getByRole('button', { name: 'Close' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export as CSV' }).click(),
  ])
  const csv = await readFile(await download.path(), 'utf8')
  expect(csv).toMatch(/^\ufeff/)
  expect(csv).toMatch(/Sam Student,student@demo.invalid,Wed/)

  await page.getByRole('link', { name: 'Exercises', exact: true }).click()
  await page.getByRole('rowheader', { name: title }).getByRole('link').click()
  await page.getByRole('heading', { name: new RegExp(title), level: 1 }).waitFor()
  await page
    .getByRole('table', { name: 'Most frequent misconceptions' })
    .or(page.getByText(/without the division by √dHead/))
    .first()
    .waitFor()
  await expectAccessible(page, 'statistics')
  expect(troubles).toEqual([])
}, 180_000)

test('anonymous review hides who it is from assistants, in an order that stays', async () => {
  const queue = `${course}/staff/review?which=latest`
  const names = async (page: Page) => {
    const rows = page.getByRole('group', { name: 'Review' }).getByRole('row')
    await rows.nth(4).waitFor()
    return await rows.getByRole('link').allInnerTexts()
  }
  const assistant = await classroom.visit(queue, { role: 'assistant' })
  expect((await names(assistant.page)).sort()).toEqual([
    'Ada Other',
    'Ben Other',
    'Cleo Other',
    'Sam Student',
  ])
  const { page, troubles } = await classroom.visit(queue, { role: 'instructor' })
  await page.getByRole('switch', { name: 'Review anonymously' }).check()
  await page.getByText(/^Reviews are anonymous in this course/).waitFor()

  await assistant.page.reload()
  await assistant.page.getByText(/^Reviews are anonymous in this course/).waitFor()
  const shuffled = await names(assistant.page)
  expect(new Set(shuffled).size).toBe(4)
  for (const name of shuffled) expect(name).toMatch(/^Student [0-9a-f]{6}$/)
  expect(await assistant.page.locator('main').innerText()).not.toMatch(/Sam Student|Other|invalid/)
  await expectAccessible(assistant.page, 'an anonymous queue')
  await assistant.page.reload()
  expect(await names(assistant.page)).toEqual(shuffled)
  await assistant.page.getByRole('link', { name: 'Begin with the first' }).click()
  await assistant.page.getByRole('heading', { name: shuffled[0]!, level: 1 }).waitFor()

  await page.getByRole('switch', { name: 'Review anonymously' }).uncheck()
  await page.getByText(/^Reviews are anonymous/).waitFor({ state: 'detached' })
  expect([troubles, assistant.troubles]).toEqual([[], []])
}, 180_000)
