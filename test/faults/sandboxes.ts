/** The sandbox children of a grader, as the system knows them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { allProcesses, processesBelow, type Process } from '../processes.ts'

export interface Child {
  readonly pid: number
  /** Where its programs lie. */
  readonly folder: string
}

/** Those of the grader `pid`, and what wraps them. */
export function childrenOf(pid: number): Child[] {
  return childrenAmong(processesBelow(pid), 'attendant-sandbox-')
}

/** Those whose programs lie in a folder of this name, whoever started them. */
export function childrenIn(folder: string): Child[] {
  return childrenAmong(allProcesses(), folder)
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

function childrenAmong(processes: readonly Process[], name: string): Child[] {
  return processes.flatMap(({ pid, command }) => {
    const [, folder] = /(\S+)\/child\.cjs(?= |$)/.exec(command) ?? []
    return folder?.includes(name) ? [{ pid, folder }] : []
  })
}
