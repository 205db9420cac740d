/** A real browser before a real Attendant: what the tests of the page share. */
import chromium from '@sparticuz/chromium'
import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { startStack, type Stack } from '../stack.ts'

export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** What the page reported as errors so far, and every request that left the server's own origin. */
  readonly troubles: string[]
}

export interface Classroom {
  readonly stack: Stack
  readonly browser: Browser
  /** A new browser window, signed in as a member of the demonstration course unless `role` is null. */
  visit(path: string, options?: VisitOptions): Promise<Visitor>
  close(): Promise<void>
}

interface VisitOptions extends BrowserContextOptions {
  readonly role?: 'student' | 'assistant' | 'instructor' | null
}

/** Starts everything: database, grader, server, browser. Takes some seconds. */
export async function openClassroom(): Promise<Classroom> {
  const stack = await startStack({ demo: true })
  const browser = await launch()
  return {
    stack,
    browser,
    async visit(path, { role = 'student', ...options } = {}) {
      const context = await browser.newContext({
        locale: 'en-GB',
        baseURL: stack.address,
        ...options,
      })
      if (role) await signIn(context, stack.address, role)
      const page = await context.newPage()
      const troubles = watch(page, stack.address)
      await page.goto(path)
      return { context, page, troubles }
    },
    async close() {
      await browser.close()
      await stack.stop()
    },
  }
}

/** Chromium's own sandbox needs what containers and root do not have; the page is ours. */
export async function launch(): Promise<Browser> {
  return await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

async function signIn(context: BrowserContext, address: string, role: string): Promise<void> {
  const answer = await context.request.post('/api/session/demo', {
    data: { role },
    headers: { Origin: address },
  })
  if (!answer.ok()) throw new Error(`sign-in as ${role}: ${answer.status()} ${await answer.text()}`)
}

function watch(page: Page, address: string): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    const isOwn = origin === address || ['data:', 'blob:'].includes(protocol)
    if (!isOwn) troubles.push(`a request left for ${request.url()}`)
  })
  return troubles
}
