/** An instructor writes an exercise from a copy, has it proved and publishes it; a student gets it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { solutionSources } from '../../exercises/files.ts'
import { writeZip } from '../../server/workshop/zip.ts'
import { expectAccessible } from './accessible.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { openPlainEditor } from './workspace.ts'

const exercises = '/courses/transformers/staff/exercises'
const bench = '/courses/transformers/staff/workshop/our-softmax'
const api = '/api/courses/transformers/workshop/our-softmax'

let classroom: Classroom

beforeAll(async () => {
  classroom = await openClassroom()
}, 300_000)
afterAll(() => classroom.close(), 60_000)

/** The plain text field in the place of the full editor. */
async function openPlain(page: Page): Promise<void> {
  const plain = page.getByRole('button', { name: 'Plain text' })
  await plain.waitFor()
  if ((await plain.getAttribute('aria-pressed')) !== 'true') await plain.click()
}

/** A check takes its time, on a busy machine above all. */
const checking = { timeout: 280_000 }

/** The template with its author's words where the marks are, under another name. */
function written(files: Readonly<Record<string, string>>): Record<string, string> {
  const texts = Object.entries(files).map(([path, text]) => {
    const named = text.replaceAll('row-sums', 'written-sums').replaceAll('Row sums', 'Written sums')
    return [path, named.replaceAll('✎ ', '').replaceAll('✎', ' ')] as const
  })
  return Object.fromEntries(texts)
}

const file = (page: Page, path: string) => page.getByRole('textbox', { name: `Text of ${path}` })

test('a new exercise begins from a copy, under a name that nobody has', async () => {
  const { page, troubles } = await classroom.visit(exercises, { role: 'instructor' })
  await page.getByText(/^Your own exercise is three steps away/).waitFor()
  await expectAccessible(page, 'no exercise of one’s own')

  await page.getByRole('button', { name: 'New exercise' }).click()
  const dialog = page.getByRole('dialog', { name: 'New exercise' })
  await dialog.getByLabel('A copy of an exercise').check()
  await dialog.getByLabel('Exercise to copy').selectOption('softmax')
  await dialog.getByLabel('Title').fill('Softmax')
  await dialog.getByText(/^Another exercise of this server has this name/).waitFor()
  await dialog.getByLabel('Title').fill('Our softmax')
  await dialog.getByText('This name can be used.').waitFor()
  await expectAccessible(page, 'a new exercise')
  await dialog.getByRole('button', { name: 'Begin' }).click()

  await page.waitForURL(`**${bench}`)
  await page.getByRole('heading', { level: 1, name: 'our-softmax' }).waitFor()
  await openPlain(page)
  expect(await file(page, 'statement.md').inputValue()).toMatch(/^# Our softmax\n/)
  await expectAccessible(page, 'the files of an exercise')
  expect(troubles).toEqual([])
  await page.context().close()
}, 180_000)

test('what is typed is kept on the device, saved with the keyboard, and put on top of what others save', async () => {
  const { page } = await classroom.visit(bench, { role: 'instructor' })
  await openPlain(page)
  const text = await file(page, 'statement.md').inputValue()
  await file(page, 'statement.md').fill(
    text.replace('## Idea\n', '## Idea\n\nOur own first sentence.\n'),
  )
  await page.getByText('Unsaved changes, kept on this device').waitFor()
  await page.reload()
  expect(await file(page, 'statement.md').inputValue()).toContain('Our own first sentence.')

  // Somebody else saves meanwhile.
  const other = await classroom.visit(bench, { role: 'instructor' })
  await openPlain(other.page)
  await other.page.getByRole('button', { name: 'stub.ts' }).click()
  const stub = await file(other.page, 'stub.ts').inputValue()
  await file(other.page, 'stub.ts').fill(
    stub.replace('Softmax of each row', 'Softmax, row by row,'),
  )
  await other.page.getByLabel('What you changed').fill('The stub')
  await other.page.keyboard.press('Control+s')
  await other.page.getByText('Saved as a new edition').waitFor()
  await other.context.close()

  await page.keyboard.press('Control+s')
  await page.getByText(/saved a newer edition/).waitFor()
  await page.getByText(/You changed different files/).waitFor()
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('region', { name: 'statement.md' }).waitFor()
  await expectAccessible(page, 'a newer edition')
  await page.getByRole('button', { name: 'Put my changes on top' }).click()
  await page.getByLabel('What you changed').fill('A first sentence')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved as a new edition').waitFor()
  await page.getByRole('button', { name: 'stub.ts' }).click()
  expect(await file(page, 'stub.ts').inputValue()).toContain('Softmax, row by row,')
  await page.context().close()
}, 180_000)

test('a zip that is none is refused in words, and one of the same files is the same edition', async () => {
  const { page } = await classroom.visit(`${bench}?part=editions`, { role: 'instructor' })
  const zip = await page.request.get(
    (await page
      .getByRole('link', { name: /^Zip, edition of/ })
      .first()
      .getAttribute('href'))!,
  )
  await page.getByRole('button', { name: 'Upload a zip…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Upload the folder as a zip' })
  const choose = (buffer: Buffer) =>
    dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'our-softmax.zip', mimeType: 'application/zip', buffer })
  await choose(Buffer.from('no zip'))
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
  await dialog.getByText(/^This is no zip file/).waitFor()
  await expectAccessible(page, 'a zip that was refused')
  await choose(await zip.body())
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  expect(await page.getByRole('list', { name: 'Editions' }).getByRole('listitem').count()).toBe(3)
  await page.getByRole('region', { name: 'What changed' }).getByText('statement.md').waitFor()
  await expectAccessible(page, 'editions')
  await page.context().close()
}, 180_000)

test('the template tells what is left to write, and a folder as a zip begins an exercise, too', async () => {
  const { page, troubles } = await classroom.visit(exercises, { role: 'instructor' })
  const place = '/courses/transformers/staff/workshop'
  const dialog = page.getByRole('dialog', { name: 'New exercise' })
  await page.getByRole('button', { name: 'New exercise' }).click()
  await dialog.getByLabel('A template').check()
  await dialog.getByLabel('Title').fill('Row sums')
  await dialog.getByText('This name can be used.').waitFor()
  await dialog.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL(`**${place}/row-sums`)
  await page.goto(`${place}/row-sums?part=check`)
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText(/problems to solve before it can be published/).waitFor(checking)
  await page.getByText(/^statement\.md still has what it was made with, marked ✎/).waitFor()
  await page
    .getByRole('cell', { name: /^Caught/ })
    .first()
    .waitFor()
  await expectAccessible(page, 'a template that was checked')

  const folder = '/api/courses/transformers/workshop/row-sums'
  const { editions } = (await (await page.request.get(folder)).json()) as {
    editions: { id: string }[]
  }
  const { files } = (await (
    await page.request.get(`${folder}/editions/${editions[0]!.id}`)
  ).json()) as { files: Record<string, string> }
  await page.goto(`${exercises}?new=`)
  await dialog.getByLabel('A folder as a zip').check()
  await dialog.getByLabel('Short name').fill('written-sums')
  const buffer = await writeZip('written-sums', written(files))
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'written-sums.zip', mimeType: 'application/zip', buffer })
  await dialog.getByText('This name can be used.').waitFor()
  await expectAccessible(page, 'a zip for a new exercise')
  await dialog.getByRole('button', { name: 'Begin' }).click()
  await page.waitForURL(`**${place}/written-sums`)
  await openPlain(page)
  expect(await file(page, 'statement.md').inputValue()).toMatch(/^# Written sums\n/)
  expect(troubles).toEqual([])
  await page.context().close()
}, 600_000)

test('nothing is published or shown before a check proved it', async () => {
  const { page } = await classroom.visit(`${bench}?part=preview`, { role: 'instructor' })
  await page.getByText(/^What students see is made by the check/).waitFor()
  await page.getByRole('button', { name: 'Go to the check' }).click()
  const publish = page.getByRole('button', { name: 'Publish…' })
  expect(await publish.getAttribute('aria-disabled')).toBe('true')
  await page.getByText('Only a proved edition can be published: check it first.').waitFor()
  const [newest] = ((await (await page.request.get(api)).json()) as { editions: { id: string }[] })
    .editions
  const refused = await page.request.post(`${api}/editions/${newest!.id}/publish`, {
    data: { reason: 'at once' },
    headers: { Origin: classroom.stack.address },
  })
  expect(refused.status()).toBe(409)
  await expectAccessible(page, 'an edition that was not checked')
  await page.context().close()
}, 180_000)

test('it is checked, tried, published and given; a student reads it; withdrawn, it is gone', async () => {
  const { page } = await classroom.visit(`${bench}?part=check`, { role: 'instructor' })
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText(/Waiting for a grader|A grader has begun|misconceptions tried/).waitFor()
  await page.getByText(/^.?\s*Proved: right solutions pass/).waitFor(checking)
  await page.getByRole('table', { name: 'Which case catches which wrong solution' }).waitFor()
  await page.getByRole('heading', { level: 1, name: /Our softmax$/ }).waitFor()
  await expectAccessible(page, 'a proof')

  await page.getByRole('tab', { name: 'Preview as a student' }).click()
  await page.getByText('Our own first sentence.').waitFor()
  await openPlainEditor(page)
  await page
    .getByRole('textbox', { name: 'Your solution' })
    .fill(solutionSources('softmax').get('loops') as string)
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByText(/(\d+) of \1 cases pass/).waitFor({ timeout: 120_000 })
  await expectAccessible(page, 'a preview with a try')

  await page.getByRole('tab', { name: 'Check' }).click()
  await page.getByRole('button', { name: 'Publish…' }).click()
  const question = page.getByRole('dialog', { name: 'Publish this edition?' })
  await question.getByRole('button', { name: 'Publish', exact: true }).click()
  await question.getByText('Say why.').waitFor()
  await question.getByLabel('Reason, for the record').fill('For the second week')
  await expectAccessible(page, 'a question')
  await question.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByText('Students have this edition now.').waitFor()
  const given = await page.request.post('/api/courses/transformers/assignments', {
    data: { exercise: 'our-softmax' },
    headers: { Origin: classroom.stack.address },
  })
  expect(given.ok()).toBe(true)

  const student = await classroom.visit('/courses/transformers/our-softmax')
  await student.page.getByText('Our own first sentence.').waitFor()
  await student.context.close()

  await page.getByRole('tab', { name: /^Editions/ }).click()
  await page.getByRole('button', { name: /^Withdraw…/ }).click()
  const withdrawal = page.getByRole('dialog', { name: 'Withdraw the exercise?' })
  await withdrawal.getByLabel('Reason, for the record').fill('Too easy')
  await withdrawal.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await page.getByRole('button', { name: /^Go back to this one…/ }).waitFor()
  const late = await classroom.visit('/courses/transformers/our-softmax')
  await late.page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
}, 480_000)
