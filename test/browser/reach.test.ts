/** Everybody can use every page: by keyboard, on a phone, in the dark, in Chinese, with a screen reader; and nobody can abuse one. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { course } from '../../exercises/index.ts'
import { solutionSources } from '../../exercises/files.ts'
import { openClassroom, type Classroom } from './browser.ts'
import { handIn, openPlainEditor, paste, replaceCode, solution } from './workspace.ts'

let classroom: Classroom
/** Addresses of all pages; the submission's is known once there is one. */
const pages: { name: string; path: string; role: 'student' | 'instructor' | null }[] = [
  { name: 'sign in', path: '/sign-in', role: null },
  { name: 'forgotten password', path: '/forgotten', role: null },
  { name: 'new password', path: '/reset?token=none', role: null },
  { name: 'invitation', path: '/join/none', role: null },
  { name: 'course', path: '/courses/transformers', role: 'student' },
  { name: 'exercise', path: '/courses/transformers/attention', role: 'student' },
  { name: 'history', path: '/courses/transformers/attention/history', role: 'student' },
  { name: 'account', path: '/account', role: 'student' },
  { name: 'people', path: '/courses/transformers/people', role: 'instructor' },
  { name: 'nothing', path: '/no/such/page', role: 'student' },
]

const tracks = course.map(({ track }) => track)
const keysAndNames = /Ctrl|Shift|Enter|Sam Student|Iris Instructor/g

const hostile = `export function attention() {
  console.log('<img src=x onerror="document.title=1"> \\u202e reversed')
  throw new Error('<script>document.title = "taken"</script>\\u001b[31m')
}
`
const wrong = `import * as tf from '@tensorflow/tfjs-core'
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D, mask: tf.Tensor2D | null) {
  const scores = q.matMul(k, false, true)
  return tf.softmax(mask ? tf.where(mask, scores, tf.fill(scores.shape, -Infinity)) : scores).matMul(v)
}
`

beforeAll(async () => {
  classroom = await openClassroom()
  const { page, context } = await classroom.visit('/courses/transformers/attention')
  await openPlainEditor(page)
  for (const source of [solutionSources('attention').get('tensor') as string, wrong]) {
    await solution(page).fill(source)
    await handIn(page, 'Submit')
  }
  const { id } = await classroom.stack.db.submission.findFirstOrThrow({
    where: { exercise: 'attention', verdict: 'wrongAnswer' },
  })
  pages.push({ name: 'submission', path: `/submissions/${id}`, role: 'student' })
  await context.close()
}, 300_000)
afterAll(() => classroom.close(), 60_000)

const settle = async (page: Page) => {
  await page.locator('h1').first().waitFor()
  await page.waitForLoadState('networkidle')
}

test.each([
  { locale: 'en-GB', colorScheme: 'light' },
  { locale: 'zh-CN', colorScheme: 'dark' },
] as const)(
  'axe finds nothing on any page in $locale, $colorScheme',
  async (look) => {
    for (const { name, path, role } of pages) {
      const { page, context, troubles } = await classroom.visit(path, { role, ...look })
      await settle(page)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
      expect([name, found]).toEqual([name, []])
      const isRefused = /^(new password|invitation)$/.test(name)
      if (!isRefused) expect([name, troubles]).toEqual([name, []])
      await context.close()
    }
  },
  300_000,
)

test('a reader of Chinese finds every page in Chinese, and can switch', async () => {
  const { page } = await classroom.visit('/courses/transformers', { locale: 'zh-CN' })
  await page.getByRole('region', { name: '学习进度' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hans')
  for (const { name, path, role } of pages) {
    const visitor = await classroom.visit(path, { role, locale: 'zh-CN' })
    await settle(visitor.page)
    const buttons = await visitor.page.getByRole('button').allInnerTexts()
    // Titles are their author's.
    const ours = (text: string) =>
      tracks.reduce((rest, track) => rest.replace(track, ''), text.replaceAll(keysAndNames, ''))
    const english = buttons.filter((text) => /[a-z]{4,}/i.test(ours(text)))
    expect([name, english]).toEqual([name, []])
    await visitor.context.close()
  }
}, 240_000)

test('on a phone every page fits the width, and an exercise is solved', async () => {
  const viewport = { width: 360, height: 740 }
  for (const { name, path, role } of pages) {
    const { page, context } = await classroom.visit(path, { role, viewport, hasTouch: true })
    await settle(page)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect([name, width]).toEqual([name, viewport.width])
    await context.close()
  }
  const { page } = await classroom.visit('/courses/transformers/softmax', {
    viewport,
    hasTouch: true,
  })
  await page
    .getByRole('button', { name: 'Code' })
    .or(page.getByRole('tab', { name: 'Code' }))
    .first()
    .click()
  await openPlainEditor(page)
  await solution(page).fill(solutionSources('softmax').get('loops') as string)
  await handIn(page, 'Submit')
  await page
    .getByText(/You have built/)
    .first()
    .waitFor()
}, 240_000)

test('in the dark the page is dark from the first paint', async () => {
  const { page } = await classroom.visit('/courses/transformers', { colorScheme: 'dark' })
  await settle(page)
  const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
  const [red = 255] = (colour.match(/\d+/g) ?? []).map(Number)
  expect(red).toBeLessThan(64)
}, 60_000)

test('with the keyboard alone: sign in, open an exercise, write it, leave the editor, submit, read', async () => {
  const { page } = await classroom.visit('/', { role: null })
  await page.getByRole('button', { name: /Sign in as the student/ }).waitFor()
  await tabTo(page, /Sign in as the student/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Build a Transformer', level: 1 }).waitFor()
  await tabTo(page, /Unfold all/)
  await page.keyboard.press('Enter')
  await tabTo(page, /Layer normalisation/)
  await page.keyboard.press('Enter')
  await page.locator('.monaco-editor').first().waitFor()
  await tabTo(page, /Your solution/)
  await page.keyboard.press('Control+A')
  await paste(page, solutionSources('layer-norm').get('loops') as string)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  expect(await focused(page)).not.toMatch(/Your solution/)
  await page.keyboard.press('Control+Shift+Enter')
  await page
    .getByText(/You have built/)
    .first()
    .waitFor()
  await page.keyboard.press('Alt+r')
  await page.locator('h2:focus', { hasText: 'Report' }).waitFor()
}, 120_000)

test('what a hostile student prints, throws and is called is shown as text, and runs nothing', async () => {
  const { db } = classroom.stack
  await db.user.updateMany({
    where: { email: 'student@demo.invalid' },
    data: { name: '<img src=x onerror=alert(1)>"Sam' },
  })
  const { page, troubles } = await classroom.visit('/courses/transformers/attention')
  await replaceCode(page, hostile)
  await page.keyboard.press('Control+Enter')
  const report = page.getByRole('article', { name: 'Report on this attempt' })
  await report.getByText('<script>document.title = "taken"</script>').first().waitFor()
  await report.getByText('What your code printed').click()
  await report.getByText('<img src=x onerror="document.title=1">').first().waitFor()
  expect(await report.innerText()).not.toContain('\u202e')
  expect(await page.title()).toMatch(/Attendant$/)
  expect(await page.locator('img[src="x"], article script').count()).toBe(0)
  await page.goto('/courses/transformers/people')
  await db.user.updateMany({
    where: { email: 'student@demo.invalid' },
    data: { name: 'Sam Student' },
  })
  expect(troubles.filter((one) => !/403/.test(one))).toEqual([])
}, 120_000)

test('an exercise without the editor weighs at most 200 KB and the fonts of its formulas', async () => {
  const plain = await weigh({ plain: true })
  const full = await weigh({ plain: false })
  console.log(JSON.stringify({ plain, full }))
  expect(plain.rest).toBeLessThan(200_000)
  expect(plain.fonts).toBeLessThan(60_000)
  expect(full.rest).toBeGreaterThan(plain.rest)
}, 120_000)

/** Compressed bytes that a first visit to an exercise fetches, with the plain text field or the full editor. */
async function weigh(settings: { plain: boolean }): Promise<{ fonts: number; rest: number }> {
  const { context, page, troubles } = await classroom.visit('/icon.svg')
  await page.evaluate(`localStorage.setItem('attendant-editor', '${JSON.stringify(settings)}')`)
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  const bytes = { fonts: 0, rest: 0 }
  const kinds = new Map<string, keyof typeof bytes>()
  session.on('Network.responseReceived', ({ requestId, type }) => {
    kinds.set(requestId, type === 'Font' ? 'fonts' : 'rest')
  })
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    bytes[kinds.get(requestId) ?? 'rest'] += encodedDataLength
  })
  await page.goto('/courses/transformers/attention')
  if (settings.plain) await solution(page).waitFor()
  else await page.locator('.monaco-editor').first().waitFor()
  await page.waitForLoadState('networkidle')
  expect(troubles).toEqual([])
  await context.close()
  return bytes
}

/** Presses Tab until the focus is on something of this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (name.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab did not lead to ${name}; the focus is on ${await focused(page)}`)
}

/** What names the focused element. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate<string>(
    "`${document.activeElement?.ariaLabel ?? ''} ${document.activeElement?.textContent ?? ''}`",
  )
}
