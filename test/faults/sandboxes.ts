/** The sandbox children of a grader, as the system knows them. */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Child {
  readonly pid: number
  /** Where its programs lie. */
  readonly folder: string
}

/** Those of the grader `pid`, and what wraps them. */
export function childrenOf(pid: number): Child[] {
  const parents = new Map(processes().map((one) => [one.pid, one.parent]))
  const isBelow = (one: number): boolean => {
    const parent = parents.get(one)
    return parent !== undefined && (parent === pid || isBelow(parent))
  }
  return childrenIn('attendant-sandbox-').filter((one) => isBelow(one.pid))
}

/** Those whose programs lie in a folder of this name, whoever started them. */
export function childrenIn(folder: string): Child[] {
  return processes().flatMap(({ pid, command }) => {
    const [program] = command.filter((part) => part.endsWith('/child.cjs') && part.includes(folder))
    return program === undefined ? [] : [{ pid, folder: program.slice(0, -'/child.cjs'.length) }]
  })
}

/** Ends a process that may be gone already. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Waits until it holds, at most so long. Whether it did. */
export async function holdsWithin(milliseconds: number, holds: () => boolean): Promise<boolean> {
  const started = performance.now()
  while (performance.now() - started < milliseconds) {
    if (holds()) return true
    await sleep(20)
  }
  return holds()
}

function processes(): { pid: number; parent: number; command: string[] }[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((name) => {
    try {
      const [, parent] =
        readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
      return [{ pid: Number(name), parent: Number(parent), command }]
    } catch {
      // It ended meanwhile.
      return []
    }
  })
}
