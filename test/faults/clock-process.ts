/** Loaded before a process whose clock is wrong: fast or slow, and, where wanted, jumping by an hour every two seconds. */
import { performance } from 'node:perf_hooks'

const skew = Number(process.env['TEST_CLOCK_SKEW'] ?? 0)
const jump = Number(process.env['TEST_CLOCK_JUMP'] ?? 0)
const right = Date.now.bind(Date)

const now = (): number => right() + skew + (Math.floor(performance.now() / 2_000) % 2) * jump

globalThis.Date = class extends Date {
  constructor(...given: [] | [string | number | Date]) {
    if (given.length === 0) super(now())
    else super(...given)
  }
  static override now = now
} as DateConstructor
