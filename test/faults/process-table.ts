/** What Linux says about single processes: for tests that look for what grows and what is left over. */
import { readdirSync, readFileSync } from 'node:fs'
import { processesBelow } from '../processes.ts'

/** The one below `pid` that runs a role, such as `server/main.ts`. Throws when there is none, or more than one. */
export function roleBelow(pid: number, entry: string): number {
  const found = processesBelow(pid).filter(({ command }) => command.endsWith(entry))
  if (found.length !== 1) throw new Error(`${found.length} processes run ${entry}`)
  return found[0]!.pid
}

/** What a process holds in memory, in bytes. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return 1024 * Number(kilobytes)
}

/** How many files, sockets and pipes a process holds open. */
export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

/** How many below `pid` have ended and were not waited for. */
export function zombiesBelow(pid: number): number {
  return processesBelow(pid).filter((one) => stateOf(one.pid) === 'Z').length
}

function stateOf(pid: number): string | undefined {
  try {
    return /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}
