/** One of our own processes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { codeOf, StartFailure } from './failure.ts'
import { endOf, type Part } from './keep-running.ts'
import type { Log } from './log.ts'
import type { Terminal } from './terminal.ts'

export interface RoleOptions {
  readonly name: string
  /** The file to run, from the root of the project. */
  readonly entry: string
  readonly environment: NodeJS.ProcessEnv
  readonly graceMs: number
  readonly temporary?: boolean
  readonly log: Log
  readonly terminal: Terminal
}

/** What a role sends when it does its work. */
const Ready = z.object({ ready: z.literal(true), lines: z.array(z.string()) })

const root = join(import.meta.dirname, '../..')

export function role(options: RoleOptions): Part {
  const { name, entry, environment, graceMs, temporary = false, log, terminal } = options
  const lastLines: string[] = []

  function hear(line: string): void {
    log.write(line)
    // What is no log is kept for the case that it was the last word: a stack, a library's complaint.
    if (!terminal.showLog(name, line)) lastLines.push(line)
    if (lastLines.length > 12) lastLines.shift()
  }

  return {
    name,
    graceMs,
    temporary,
    stopSignal: 'SIGTERM',
    spawn() {
      lastLines.length = 0
      const child = spawn(process.execPath, ['--import', tether, join(root, entry)], {
        cwd: root,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        // A group of its own: the terminal's Ctrl-C reaches the supervisor alone, which keeps the order.
        detached: process.platform !== 'win32',
      })
      for (const output of [child.stdout, child.stderr]) eachLine(output, hear)
      return child
    },
    async ready(child) {
      const outcome = await Promise.race([readyMessage(child), endOf(child)])
      if (typeof outcome !== 'string') return outcome
      if (temporary && outcome === 'code 0') return []
      if (outcome === explained) throw new StartFailure(lastLines.at(-1) ?? `${name} failed.`)
      throw new StartFailure(
        [...lastLines, `${name} failed (${outcome}); its log is ${log.file}.`].join('\n'),
      )
    },
    kill: killGroup,
  }
}

/** How a role ends when its last line says what to do: EX_CONFIG of sysexits.h. */
const explained = 'code 78'

const tether = new URL('tether.ts', import.meta.url).href

function readyMessage(child: ChildProcess): Promise<readonly string[]> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      const parsed = Ready.safeParse(message)
      if (parsed.success) resolve(parsed.data.lines)
    })
  })
}

export function eachLine(output: Readable | null, hear: (line: string) => void): void {
  if (output) createInterface({ input: output }).on('line', hear)
}

/** Ends a detached process and all of its group. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}
