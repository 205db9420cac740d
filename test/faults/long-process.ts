/** Runs one long fault test for run.ts, and stops what it started when nobody waits for it any more. */
import { stopStacks } from '../stack.ts'
import type { LongTest, Result } from './long/result.ts'

export interface Wanted {
  readonly name: string
  readonly count?: number
}

export type Said = { readonly line: string } | { readonly results: readonly Result[] }

const say = (said: Said) => process.send?.(said)

/** run.ts was interrupted, and says so; or it is gone. */
const abandon = () => {
  void stopStacks().finally(() => {
    // A PostgreSQL that was started without a stack stops at this signal.
    process.kill(process.pid, 'SIGTERM')
  })
}
process.once('disconnect', abandon)
process.once('message', abandon)

const { name, ...options } = JSON.parse(process.argv[2] as string) as Wanted
const test = (await import(`./long/${name}.ts`)) as LongTest
try {
  const found = await test.run((line) => say({ line }), options)
  say({ results: [found].flat() })
} finally {
  await stopStacks()
  process.off('disconnect', abandon)
  if (process.connected) process.disconnect?.()
}
