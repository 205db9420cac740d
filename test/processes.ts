/** The processes below another, as Linux tells of them. */
import { readFileSync } from 'node:fs'

export interface Process {
  readonly pid: number
  readonly command: string
}

/** All below `pid`, without it; empty when it is gone. */
export function processesBelow(pid: number): Process[] {
  return childrenOf(pid).flatMap((child) => [
    { pid: child, command: read(`/proc/${child}/cmdline`).replaceAll('\0', ' ').trim() },
    ...processesBelow(child),
  ])
}

/** The most memory that a process has held so far, in bytes; 0 when it is gone. */
export function peakBytes(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`)) ?? []
  return Number(kilobytes ?? 0) * 1024
}

function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`).trim()
  return text === '' ? [] : text.split(' ').map(Number)
}

/** Empty for a process that has just ended. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
