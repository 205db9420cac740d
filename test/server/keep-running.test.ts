import { afterEach, expect, jest, test } from '@jest/globals'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { keepRunning } from '../../server/processes/keep-running.ts'

afterEach(() => {
  jest.useRealTimers()
})

/** A process that does its work at once, and ends when the test says so. */
function mortal(said: string[]) {
  const lives: EventEmitter[] = []
  const running = keepRunning(
    {
      ...{ name: 'grader', stopSignal: 'SIGTERM', graceMs: 1_000 },
      spawn() {
        const child = Object.assign(new EventEmitter(), {
          pid: 1,
          exitCode: null,
          signalCode: null,
        })
        lives.push(child)
        return child as unknown as ChildProcess
      },
      ready: () => Promise.resolve([]),
      kill: () => undefined,
    },
    (line) => said.push(line),
  )
  return { running, lives, die: () => lives.at(-1)?.emit('exit', null, 'SIGKILL') }
}

const waits = (said: readonly string[]) =>
  said.flatMap((line) => /in (\d+) s/.exec(line)?.[1] ?? [])

test('what dies again and again is started later each time; what has lived for long at once again', async () => {
  jest.useFakeTimers()
  const said: string[] = []
  const { lives, die, running } = mortal(said)
  for (let death = 1; death <= 4; death += 1) {
    await jest.advanceTimersByTimeAsync(10)
    die()
    await jest.advanceTimersByTimeAsync(10_000)
    expect(lives).toHaveLength(death + 1)
  }
  expect(waits(said)).toEqual(['1', '2', '4', '8'])
  await jest.advanceTimersByTimeAsync(5 * 60_000)
  die()
  await jest.advanceTimersByTimeAsync(1_000)
  expect(lives).toHaveLength(6)
  expect(waits(said).at(-1)).toBe('1')
  running.kill()
})
