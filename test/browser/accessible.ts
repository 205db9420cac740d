/** What axe says of a page, for the tests. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'

/** Fails with the rules that the page breaks, and where. `name` says which page it is. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  expect([name, found]).toEqual([name, []])
}
