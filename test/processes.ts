/** The processes of this machine, as Linux tells of them. */
import { readdirSync, readFileSync } from 'node:fs'

export interface Process {
  readonly pid: number
  readonly parent: number
  readonly group: number
  /** Its parameters, with spaces between them. */
  readonly command: string
}

/** All there are, without those that end meanwhile. */
export function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      // The name of a process, in brackets, may hold spaces and brackets itself.
      const [, parent, group] = /^.*\) \S (\d+) (\d+) /s.exec(read(`/proc/${pid}/stat`)) ?? []
      const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
      if (parent === undefined) return []
      return [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }]
    })
}

/** All below `pid`, without it; empty when it is gone. */
export function processesBelow(pid: number): Process[] {
  const all = allProcesses()
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)])
  return below(pid)
}

/** The one below `pid` that runs a role, such as `server/main.ts`. Throws when there is none, or more than one. */
export function roleBelow(pid: number, entry: string): number {
  const found = processesBelow(pid).filter(({ command }) => command.endsWith(entry))
  if (found.length !== 1) throw new Error(`${found.length} processes run ${entry}`)
  return found[0]!.pid
}

/** How many below `pid` have ended and were not waited for. */
export function zombiesBelow(pid: number): number {
  return processesBelow(pid).filter((one) => statusOf(one.pid, 'State')?.startsWith('Z')).length
}

/** What a process holds in memory, in bytes; 0 when it is gone. */
export function residentBytes(pid: number): number {
  return 1024 * Number.parseInt(statusOf(pid, 'VmRSS') ?? '0')
}

/** The most memory that a process has held so far, in bytes; 0 when it is gone. */
export function peakBytes(pid: number): number {
  return 1024 * Number.parseInt(statusOf(pid, 'VmHWM') ?? '0')
}

/** How many files, sockets and pipes a process holds open. Throws when it is gone. */
export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

function statusOf(pid: number, field: string): string | undefined {
  return new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(read(`/proc/${pid}/status`))?.[1]
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
