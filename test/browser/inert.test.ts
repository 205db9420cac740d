/**
 * What hostile students print, throw, name and write is text: for themselves, and for the staff who
 * open their work. Nothing of it becomes an element, a link, a request or a dialog.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { openClassroom, type Classroom, type Visitor } from './browser.ts'
import { handIn, openPlainEditor, solution } from './workspace.ts'

const markup = '<img src=/taken onerror="document.title=1"><svg onload=alert(1)>'
const script = '<script>alert(document.domain)</script>'
const link =
  '[here](javascript:alert(1)) <a href="javascript:alert(1)">here</a> https://evil.invalid/'
const frame = '<iframe srcdoc="<b>x</b>"></iframe><style>*{display:none}</style>{{7*7}}${7*7}'
/** Colours, a link of a terminal, a cleared screen, turned text, a bell, an invisible space. */
const active = '\u001b[31m\u001b]8;;javascript:alert(1)\u0007\u001b[2J\u202e\u2066\u200b\u0007'
const activeAsWritten = JSON.stringify(active).replaceAll(/[\u007f-\uffff]/g, (one) => {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`
})

/** A solution of softmax that is hostile in every text that a report repeats. */
const hostile = `// ${script} ${markup}
export function softmax(scores: number[][]) {
  console.log(${JSON.stringify(script + markup)})
  console.log(${JSON.stringify(link)}, ${activeAsWritten})
  console.log({ ${JSON.stringify(markup)}: ${JSON.stringify(frame)} })
  const error = new Error(${JSON.stringify(script + link + frame)} + ${activeAsWritten})
  error.name = ${JSON.stringify(markup)}
  throw error // ${markup}
}
`
const badName = `export const softmaх = 1; export { softmaх as ${JSON.stringify(markup)} }`
const badImport = `import ${JSON.stringify(`${script}${markup}`)}; export const softmax = 1`
const badType = `export const softmax = () => ({ ${JSON.stringify(markup.slice(0, 40))}: ${activeAsWritten} })`
const fileName = '"><img src=/taken onerror=alert(1)>.ts'

let classroom: Classroom
beforeAll(async () => {
  classroom = await openClassroom()
}, 300_000)
afterAll(() => classroom.close(), 60_000)

interface Watched extends Visitor {
  readonly dialogs: string[]
  readonly requests: string[]
}

async function visit(path: string, role: 'student' | 'assistant' | 'instructor'): Promise<Watched> {
  const visitor = await classroom.visit(path, { role })
  const dialogs: string[] = []
  const requests: string[] = []
  visitor.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  visitor.page.on('request', (request) => requests.push(request.url()))
  return { ...visitor, dialogs, requests }
}

/** What must not have come of any of it. */
async function expectInert({ page, dialogs, requests, troubles }: Watched): Promise<void> {
  expect(dialogs).toEqual([])
  expect(troubles).toEqual([])
  expect(requests.filter((url) => /taken|evil/.test(url))).toEqual([])
  expect(await page.title()).toMatch(/Attendant$/)
  const elements = 'img[src*="taken"], iframe, article script, main script, svg[onload], [onerror]'
  expect(await page.locator(elements).count()).toBe(0)
  expect(await page.locator('a[href^="javascript:" i], a[href*="evil.invalid"]').count()).toBe(0)
  // Alone in the editor the code stands as its author wrote it.
  const report = await page.locator('main').innerText()
  expect(report).not.toMatch(/[\u0000-\u0008\u001b\u202e\u2066]/)
}

const reportOf = (page: Page) => page.getByRole('article', { name: 'Report on this attempt' })

test('a student sees what the code printed and threw as text', async () => {
  const visitor = await visit('/courses/transformers/softmax', 'student')
  const { page } = visitor
  await openPlainEditor(page)
  await solution(page).fill(hostile)
  await handIn(page, 'Submit')
  const report = reportOf(page)
  await report.getByText(script).first().waitFor()
  await report.getByText('What your code printed').click()
  await report.getByText(markup).first().waitFor()
  await report.getByText('{{7*7}}${7*7}').first().waitFor()
  await report.getByText('\\u{202e}').first().waitFor()
  await report.getByText('\\x1b[31m').first().waitFor()
  await expectInert(visitor)
  await visitor.context.close()
}, 120_000)

test.each([
  ['names of exports', badName, markup.slice(0, 20)],
  ['names of modules', badImport, script],
  ['names of fields', badType, markup.slice(0, 40)],
])(
  '%s are text as well',
  async (_, source, seen) => {
    const visitor = await visit('/courses/transformers/softmax', 'student')
    await openPlainEditor(visitor.page)
    await solution(visitor.page).fill(source)
    await handIn(visitor.page, 'Submit')
    await reportOf(visitor.page).getByText(seen).first().waitFor()
    await expectInert(visitor)
    await visitor.context.close()
  },
  120_000,
)

test('a file may have any name, and so may the people in it', async () => {
  const visitor = await visit('/courses/transformers/people', 'instructor')
  const { page } = visitor
  await page.getByRole('button', { name: 'Import people' }).click()
  const form = page.getByRole('dialog', { name: 'Import people' })
  const csv = `name,email\n"${markup.replaceAll('"', '""')}",someone@demo.invalid\n`
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: fileName, mimeType: 'text/html', buffer: Buffer.from(csv) })
  await form.getByText(fileName).waitFor()
  await form.getByRole('button', { name: 'Show what would change' }).click()
  await page.getByRole('dialog', { name: 'What would change' }).getByText(markup).waitFor()
  await expectInert(visitor)
  await visitor.context.close()
}, 120_000)

test('the staff see the same work, its code and its report as text', async () => {
  const { id } = await classroom.stack.db.submission.findFirstOrThrow({
    where: { exercise: 'softmax', verdict: 'runtimeError' },
  })
  const visitor = await visit(`/courses/transformers/staff/review/${id}?which=latest`, 'assistant')
  const { page } = visitor
  await page.getByRole('heading', { name: /softmax/i, level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.getByText(script).first().waitFor()
  await expectInert(visitor)
  await page.goto(`/submissions/${id}`)
  await page.getByText(script).first().waitFor()
  await expectInert(visitor)
  await visitor.context.close()
}, 120_000)
