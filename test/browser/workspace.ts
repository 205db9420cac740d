/** What a student does on an exercise's page, for the tests. */
import type { Locator, Page } from 'playwright-core'

/** Replaces everything in the full editor, as pasting does. */
export async function replaceCode(page: Page, source: string): Promise<void> {
  const editor = page.locator('.monaco-editor').first()
  await editor.waitFor()
  await editor.click()
  await page.keyboard.press('Control+A')
  await paste(page, source)
}

/** Pastes a text where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await page.keyboard.press('Control+V')
}

/** Puts the plain text field in the place of the full editor. */
export async function openPlainEditor(page: Page): Promise<void> {
  const plain = page.getByRole('button', { name: 'Plain text' })
  await plain.waitFor()
  if ((await plain.getAttribute('aria-pressed')) !== 'true') await plain.click()
  await page.locator('textarea[aria-label="Your solution"], textarea#solution').first().waitFor()
}

/** The plain text field. */
export function solution(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Your solution' })
}

/** Presses Run or Submit and waits for the report. */
export async function handIn(page: Page, button: 'Run' | 'Submit'): Promise<void> {
  const answered = page.waitForResponse(
    (response) => /\/api\/submissions\/[\w-]+(\?|$)/.test(response.url()) && response.ok(),
  )
  await page.getByRole('button', { name: new RegExp(`^${button}`) }).click()
  await answered
}
