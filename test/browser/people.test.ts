/** An instructor brings people into the course from a table, takes one out, and erases one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'

const people = '/courses/transformers/people'
const table = `name,email,section,role
Ada Lovelace,ada@school.invalid,Monday,student
Nobody,not-an-address,Monday,student
`

let classroom: Classroom

beforeAll(async () => {
  classroom = await openClassroom()
}, 300_000)
afterAll(() => classroom.close(), 60_000)

test('a table is looked at and mended before it is imported, and whoever came can be taken out', async () => {
  const { page, troubles } = await classroom.visit(people, { role: 'instructor' })
  await page.getByRole('button', { name: 'Import people' }).click()
  const typed = page.getByRole('dialog').getByRole('textbox')
  await typed.fill(table)
  await expectAccessible(page, 'the table')
  await page.getByRole('button', { name: 'Show what would change' }).click()
  const preview = page.getByRole('dialog', { name: 'What would change' })
  await preview.getByText('“not-an-address” is no email address.').waitFor()
  expect(await preview.getByRole('button', { name: /^Make/ }).count()).toBe(0)
  await expectAccessible(page, 'problems')

  await preview.getByRole('button', { name: 'Back to the table' }).click()
  await typed.fill(table.replace('not-an-address', 'nobody@school.invalid'))
  await page.getByRole('button', { name: 'Show what would change' }).click()
  await preview
    .getByRole('row', { name: 'Ada Lovelace ada@school.invalid Student Monday' })
    .waitFor()
  await expectAccessible(page, 'what would change')
  await preview.getByRole('button', { name: 'Make 2 changes' }).click()
  const done = page.getByRole('dialog', { name: 'Imported' })
  await done.getByRole('button', { name: 'Copy all 2 as a table' }).waitFor()
  await expectAccessible(page, 'the links')
  await done.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Change: Ada Lovelace' }).click()
  const place = page.getByRole('dialog', { name: 'Ada Lovelace' })
  await place.getByRole('button', { name: 'Take out of the course…' }).click()
  const question = page.getByRole('dialog', { name: 'Take Ada Lovelace out of the course?' })
  await question.getByText(/all that they handed in/).waitFor()
  await expectAccessible(page, 'a question')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await place.locator('button:focus', { hasText: 'Take out of the course…' }).waitFor()
  await place.getByRole('button', { name: 'Take out of the course…' }).click()
  await question.getByRole('button', { name: 'Take out of the course' }).click()
  await page.getByRole('button', { name: 'Change: Ada Lovelace' }).waitFor({ state: 'detached' })
  await page.locator('h2:focus', { hasText: 'In this course' }).waitFor()
  expect(troubles).toEqual([])
}, 240_000)

test('what is kept about somebody is downloaded, and they are erased once their address is typed', async () => {
  const { page, troubles } = await classroom.visit(people, { role: 'instructor' })
  await page.getByRole('button', { name: 'Data of Nobody' }).click()
  const data = page.getByRole('dialog', { name: 'Data of Nobody' })
  await expectAccessible(page, 'the data of a person')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    data.getByRole('link', { name: 'Download as zip' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  const zip = await readFile(await download.path())
  expect(zip.subarray(0, 2).toString()).toBe('PK')

  await data.getByRole('button', { name: 'Erase this person…' }).click()
  const question = page.getByRole('dialog', { name: 'Erase Nobody?' })
  await question.getByText('What stays, under a pseudonym').waitFor()
  await expectAccessible(page, 'before a person is erased')
  const typed = question.getByLabel('To confirm, type nobody@school.invalid')
  await typed.fill('somebody@school.invalid')
  await question.getByRole('button', { name: 'Erase for good' }).click()
  await page.locator('input:focus[aria-invalid="true"]').waitFor()
  await typed.fill('nobody@school.invalid')
  await question.getByRole('button', { name: 'Erase for good' }).click()
  await page.getByText(/^Erased [0-9a-f]{6}$/).waitFor()
  await page.locator('h2:focus', { hasText: 'In this course' }).waitFor()
  expect(await page.getByText('nobody@school.invalid').count()).toBe(0)
  expect(troubles).toEqual([])
}, 240_000)

test('a student downloads what is kept about them', async () => {
  const { page, troubles } = await classroom.visit('/account')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download my data' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  expect(troubles).toEqual([])
}, 120_000)
