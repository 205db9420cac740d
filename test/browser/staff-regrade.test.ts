/** An instructor grades an exercise again: looks first, then publishes, and takes it back; the student is told. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { solutionSources } from '../../exercises/files.ts'
import { Report } from '../../grader/report.ts'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const regrades = '/courses/transformers/staff/regrades'

let classroom: Classroom
let submission: string

beforeAll(async () => {
  classroom = await openClassroom()
  const { page, context } = await classroom.visit('/courses/transformers/attention')
  await openPlainEditor(page)
  for (const source of [solutionSources('attention').get('tensor') as string, 'export {}\n']) {
    await solution(page).fill(source)
    await handIn(page, 'Submit')
  }
  await context.close()
  submission = await spoil()
}, 300_000)
afterAll(() => classroom.close(), 60_000)

/** What a case with too narrow a limit had made of the right solution: 'passed' becomes a wrong answer. */
async function spoil(): Promise<string> {
  const { db } = classroom.stack
  const { id, report: stored } = await db.submission.findFirstOrThrow({
    where: { exercise: 'attention', verdict: 'passed' },
  })
  const report = Report.parse(stored)
  const [first, ...others] = report.cases
  const cases = [{ ...first!, verdict: 'wrongAnswer' as const, earned: 0 }, ...others]
  const points = report.points - first!.points
  const wrong = { ...report, verdict: 'wrongAnswer' as const, points, cases, firstFailure: 0 }
  await db.submission.update({
    where: { id },
    data: { report: wrong, verdict: 'wrongAnswer', points, failedCase: first!.name },
  })
  return id
}

/** All that is stored of the submission, as one text. */
async function stored(): Promise<string> {
  const [row] = await classroom.stack.db.$queryRaw<[{ text: string }]>`
    SELECT submission::text AS "text" FROM "Submission" AS submission WHERE "id" = ${submission}`
  return row.text
}

test('a regrade is begun, looked at, published with a reason and undone; its student is told each time', async () => {
  const { db } = classroom.stack
  const { points, failedCase } = await db.submission.findUniqueOrThrow({
    where: { id: submission },
  })
  const before = await stored()
  const { page, troubles } = await classroom.visit(regrades, { role: 'instructor' })
  await page.getByText('Nothing has been regraded yet.').waitFor()
  await expectAccessible(page, 'no regrades')

  // The scope, with a count that follows.
  await page.getByRole('link', { name: 'New regrade' }).click()
  await page.getByRole('button', { name: 'Begin grading' }).click()
  await page.getByText('Choose an exercise.').waitFor()
  await page.getByLabel('Exercise').selectOption('attention')
  await page.getByText('1 submission of 1 student', { exact: true }).waitFor()
  await page.getByRole('radio', { name: 'All of each student' }).check()
  await page.getByText('2 submissions of 1 student', { exact: true }).waitFor()
  await page.getByLabel('Only those that failed a case').selectOption(failedCase)
  await page.getByText('1 submission of 1 student', { exact: true }).waitFor()
  await page.getByLabel('Never lower a grade').check()
  await page.getByLabel('Reason').fill('The first case was too strict')
  await expectAccessible(page, 'a new regrade')

  // Held back, so that there is something to watch.
  const everybody = await db.user.findFirstOrThrow({ where: { email: 'instructor@demo.invalid' } })
  await db.pause.create({ data: { lane: 'regrade', reason: 'a test', byId: everybody.id } })
  await page.getByRole('button', { name: 'Begin grading' }).click()
  await page.getByRole('heading', { name: /^Regrade of .*attention$/, level: 1 }).waitFor()
  await page.getByText(/^0 of \d graded$/).waitFor()
  await page.getByRole('progressbar', { name: 'Graded so far' }).waitFor()
  expect(await page.getByRole('button', { name: 'Publish…' }).count()).toBe(0)
  await expectAccessible(page, 'a regrade that runs')
  await db.pause.deleteMany()

  // What would change. Nothing has yet.
  await page.getByText('Ready to decide').waitFor()
  const byCase = page.getByRole('group', { name: 'By case' })
  await byCase.getByRole('row', { name: new RegExp(`^${failedCase}`) }).waitFor()
  const byStudent = page.getByRole('group', { name: 'By student' })
  const row = byStudent.getByRole('row', { name: /Sam Student/ })
  await row.getByText(`+${20 - points!}`, { exact: true }).waitFor()
  await expectAccessible(page, 'a preview')
  expect(await stored()).toBe(before)

  await page.getByRole('button', { name: 'Publish…' }).click()
  const question = page.getByRole('dialog', { name: 'Publish this regrade?' })
  await question.getByText(/^1 higher, 0 lower/).waitFor()
  await question.getByLabel('Reason, for the record').fill('')
  await question.getByRole('button', { name: 'Publish', exact: true }).click()
  await question.getByText('Say why the work is graded again.').waitFor()
  await question.getByLabel('Reason, for the record').fill('Case 1 allowed too little')
  await expectAccessible(page, 'a question')
  await question.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText('What changed in all').waitFor()
  await expectAccessible(page, 'published')

  const student = await classroom.visit('/courses/transformers')
  await student.page.getByRole('button', { name: 'Notices: 1 unread' }).click()
  const notice = student.page.getByRole('link', { name: /Your score changed/ })
  await notice.getByText(`${points} → 20 points`).waitFor()
  await notice.getByText('Case 1 allowed too little').waitFor()
  await notice.click()
  await student.page.waitForURL(`**/submissions/${submission}`)
  await student.page
    .getByText(/You have built the step in which every token/)
    .first()
    .waitFor()

  await page.getByRole('button', { name: 'Undo…' }).click()
  await page
    .getByRole('dialog', { name: 'Undo this regrade?' })
    .getByRole('button', { name: 'Undo', exact: true })
    .click()
  await page.getByText(/^Every result is what it was before/).waitFor()
  expect(await stored()).toBe(before)
  await student.page.goto('/courses/transformers')
  await student.page.getByRole('button', { name: 'Notices: 1 unread' }).click()
  await student.page
    .getByRole('link', { name: /a regrade was undone/ })
    .getByText(`20 → ${points} points`)
    .waitFor()

  await page.getByRole('link', { name: 'All regrades' }).click()
  await page.getByRole('row', { name: /attention.*Undone/ }).waitFor()
  await expectAccessible(page, 'a list of regrades')
  expect([troubles, student.troubles]).toEqual([[], []])
}, 240_000)
