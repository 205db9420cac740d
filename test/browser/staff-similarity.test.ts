/** An instructor looks at solutions that are alike, beside what is usual in the class. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { solutionSources } from '../../exercises/files.ts'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'

const similarity = '/courses/transformers/staff/similarity'
const exercise = 'attention'

let classroom: Classroom

beforeAll(async () => {
  classroom = await openClassroom()
  const [one, other] = [...solutionSources(exercise).values()] as [string, string]
  await handedIn('Ada Alike', one)
  await handedIn('Ben Alike', one.replaceAll('scores', 'likeness'))
  await handedIn('Cleo Own', other)
}, 300_000)
afterAll(() => classroom.close(), 60_000)

/** A new student with a solution that passed, as the grader leaves it. */
async function handedIn(name: string, source: string): Promise<void> {
  const { db } = classroom.stack
  const { id: assignmentId, courseId } = await db.assignment.findFirstOrThrow({
    where: { exercise, course: { slug: 'transformers' } },
  })
  const version = await db.exerciseVersion.findFirstOrThrow({
    where: { slug: exercise, current: true },
  })
  await db.user.create({
    data: {
      ...{ name, email: `${name.replace(' ', '.')}@similar.invalid` },
      enrolments: { create: { courseId, role: 'student', section: 'Monday' } },
      submissions: {
        create: {
          ...{ assignmentId, exerciseVersionId: version.id, exercise, kind: 'submit', lane: 1 },
          ...{ source, verdict: 'passed', points: 20, maxPoints: 20, finishedAt: new Date() },
        },
      },
    },
  })
}

test('a pair is found, and opened with its common parts marked in both files', async () => {
  const { page, troubles } = await classroom.visit(similarity, { role: 'instructor' })
  await page.getByRole('heading', { name: 'Similarity', level: 1 }).waitFor()
  await page.getByText(/^Nothing to compare yet: 0 solutions could be read/).waitFor()
  await page.getByLabel('Assignment').selectOption({ label: 'E11 Scaled dot-product attention' })
  await page.getByRole('region', { name: 'What is usual here' }).getByText('3 solutions').waitFor()
  await page.getByText('1 pair is alike to 60% or more.').waitFor()
  await expectAccessible(page, 'the list')

  await page.getByRole('link', { name: /^Compare (Ada|Ben) Alike and (Ada|Ben) Alike$/ }).click()
  await page.getByRole('heading', { name: /^(Ada|Ben) Alike and (Ada|Ben) Alike$/ }).waitFor()
  await page.getByText('100% alike').waitFor()
  await page.getByText('1 of 1').waitFor()
  const [ada, ben] = ['Ada', 'Ben'].map((name) =>
    page.getByRole('region', { name: `Code of ${name} Alike` }),
  )
  await ada!.getByRole('button', { name: /^Common part 1: lines \d+ to \d+/ }).click()
  const focused = ben!.locator('button:focus')
  expect(await focused.getAttribute('aria-label')).toMatch(/^Common part 1: lines/)
  await expectAccessible(page, 'a pair')

  const { db } = classroom.stack
  expect(await db.auditEvent.count({ where: { action: 'similarity.view' } })).toBe(2)
  await page.getByRole('link', { name: 'Open in review: Ben Alike' }).click()
  await page.getByRole('heading', { name: /attention/, level: 1 }).waitFor()
  expect(troubles).toEqual([])
}, 240_000)

test('a pair fits a phone, in the dark and in Chinese', async () => {
  const { page, troubles } = await classroom.visit(`${similarity}?exercise=${exercise}`, {
    ...{ role: 'instructor', locale: 'zh-CN', colorScheme: 'dark' },
    viewport: { width: 360, height: 740 },
  })
  const expectFit = async (name: string) => {
    await expectAccessible(page, name)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect([name, width]).toEqual([name, 360])
  }
  const pair = page.getByRole('link', { name: /^对照/ })
  await pair.waitFor()
  await expectFit('the list')
  await pair.click()
  await page.getByText('相似度 100%').waitFor()
  await expectFit('a pair')
  expect(troubles).toEqual([])
}, 240_000)

test('is for instructors alone', async () => {
  const { page } = await classroom.visit(similarity, { role: 'assistant' })
  const areas = page.getByRole('navigation', { name: 'Areas of the staff room' })
  await areas.getByRole('link', { name: 'Exercises' }).waitFor()
  expect(await areas.getByRole('link', { name: 'Similarity' }).count()).toBe(0)
}, 120_000)
