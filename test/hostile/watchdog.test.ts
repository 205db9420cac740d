/**
 * The clock outside of the isolate is there for the day on which the one inside fails. So that one is
 * switched off here, and what never ends must end all the same.
 */
import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { altered, type Alteration } from '../alter.ts'
import type { Ended } from './watchdog-process.ts'

const run = promisify(execFile)
const limitMilliseconds = 400
const files = ['endless-loop.ts', 'microtask-after-return.ts', 'message-getter.ts'].map((name) =>
  join(import.meta.dirname, 'corpus/cpu', name),
)

const noTimeoutInside: Alteration = {
  file: 'grader/sandbox/child.ts',
  find: 'const options = { timeout: milliseconds, ',
  replace: 'const options = { ',
}

/** How a call of each file ends in a sandbox of its own process. */
async function endsOf(alterations: readonly Alteration[]): Promise<Ended[]> {
  const { stdout } = await run(
    process.execPath,
    [join(import.meta.dirname, 'watchdog-process.ts'), String(limitMilliseconds), ...files],
    { env: { ...process.env, ...altered(alterations) } },
  )
  return JSON.parse(stdout) as Ended[]
}

test('without a timeout inside, the grader kills what does not end, and it counts as too slow', async () => {
  const ends = await endsOf([noTimeoutInside])
  expect(ends.map(({ kind }) => kind)).toEqual(files.map(() => 'timedOut'))
  // Nothing inside has ended them: each was still running when twice its time and a second were over.
  for (const { milliseconds } of ends) {
    expect(milliseconds).toBeGreaterThanOrEqual(2 * limitMilliseconds + 1000)
  }
})
