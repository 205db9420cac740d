/** The temporary folder of a sandbox's programs. Its name says whose it is, so that what a killed grader leaves is found. */
import { readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'attendant-sandbox-'

/** Makes a folder of this process, and removes those whose processes are gone. */
export async function temporaryFolder(): Promise<string> {
  await removeLeftovers()
  return mkdtemp(join(tmpdir(), `${prefix}${place}-${process.pid}-${startOf(process.pid)}-`))
}

/** Where process ids mean the same as here: a folder of another container may be in use there. */
const place = `${hostname()}-${namespace()}`.replace(/[^\w.]/g, '_')

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, owner, pid, start] = /^attendant-sandbox-(.+)-(\d+)-(\d+)-\w+$/.exec(name) ?? []
    if (owner !== place || startOf(Number(pid)) === start) continue
    // Another start may be at it as well, or another user's grader have left it.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** When a process began, which tells it from others that get its id later. Empty when it is gone. */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return fields?.[19] ?? '0'
  } catch {
    return process.platform !== 'linux' && isRunning(pid) ? '0' : ''
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '')
  } catch {
    return '0'
  }
}
