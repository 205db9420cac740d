/** Starts a process, starts it again when it dies, and stops it for good. */
import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Part {
  readonly name: string
  /** The signal that asks it to finish what it is doing and end. */
  readonly stopSignal: NodeJS.Signals
  /** How long it may take over that before it is killed. */
  readonly graceMs: number
  /** Ends by itself when its work is done, and is ready then, or as soon as it says so. */
  readonly temporary?: boolean
  /** Starts the process once more. */
  spawn(): ChildProcess
  /** Resolves with what the operator should know, once `child` does its work; rejects when it ends before. */
  ready(child: ChildProcess): Promise<readonly string[]>
  /** Ends it at once, with everything that it started. */
  kill(child: ChildProcess): void
}

export interface Running {
  /** Settles with the first process; later ones are the supervisor's business alone. */
  readonly ready: Promise<readonly string[]>
  stop(this: void): Promise<void>
  kill(this: void): void
}

const firstDelayMs = 1_000
const longestDelayMs = 30_000

export function keepRunning(part: Part, tell: (line: string) => void): Running {
  let stopping = false
  let hasServed = false
  let delayMs = firstDelayMs
  let restart: NodeJS.Timeout | undefined
  const first = begin()
  let { child, ended } = first
  // Whoever waits hears of it; a start that was given up waits no longer.
  first.ready.catch(() => undefined)

  function begin() {
    const began = performance.now()
    const child = part.spawn()
    const ended = endOf(child)
    const ready = part.ready(child).then((lines) => {
      if (hasServed) tell(`${part.name} is back.`)
      hasServed = true
      return lines
    })
    void ended.then((how) => {
      // What dies before it ever served would die again: that is a failed start, told by `ready`.
      if (!stopping && hasServed && !part.temporary) startAgain(how, performance.now() - began)
    })
    return { child, ended, ready }
  }

  function startAgain(how: string, lived: number): void {
    // One that has served for long does not pay for what befell it before.
    if (lived > 2 * longestDelayMs) delayMs = firstDelayMs
    tell(`${part.name} ended unexpectedly (${how}); starting it again in ${delayMs / 1_000} s.`)
    restart = setTimeout(() => {
      const next = begin()
      ;({ child, ended } = next)
      next.ready.catch(() => undefined)
    }, delayMs)
    delayMs = Math.min(2 * delayMs, longestDelayMs)
  }

  return {
    ready: first.ready,
    async stop() {
      stopping = true
      clearTimeout(restart)
      if (hasEnded(child)) return
      child.kill(part.stopSignal)
      const waiting = new AbortController()
      const outcome = await Promise.race([
        ended,
        sleep(part.graceMs, 'late' as const, { signal: waiting.signal }).catch(() => 'ended'),
      ])
      waiting.abort()
      if (outcome !== 'late') return
      tell(`${part.name} has not stopped in ${part.graceMs / 1_000} s; ending it.`)
      part.kill(child)
      await ended
    },
    kill() {
      stopping = true
      clearTimeout(restart)
      if (!hasEnded(child)) part.kill(child)
    },
  }
}

/** How a process ended: "code 1", "SIGKILL". Never rejects. */
export async function endOf(child: ChildProcess): Promise<string> {
  return await new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal ?? `code ${code}`)
    })
    child.once('error', (error) => {
      if (child.pid === undefined) resolve(error.message)
    })
  })
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}
