/** The folder that holds what has to outlive a run: the embedded database, made-up secrets, logs. */
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { codeOf, StartFailure } from './failure.ts'

export interface DataFolder {
  readonly path: string
  /** A random text that is made up once and then kept where only its owner can read it. */
  secret(this: void, name: string): string
  /** Keeps other runs away until `release`. @throws StartFailure when one holds the folder. */
  hold(this: void): void
  release(this: void): void
}

/**
 * Makes the folder if need be.
 * @throws StartFailure when it cannot be written.
 */
export function openDataFolder(path: string): DataFolder {
  try {
    // PostgreSQL, which may run as another user, has to get through; its own folder is closed.
    mkdirSync(path, { recursive: true, mode: 0o711 })
    mkdirSync(join(path, 'logs'), { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK)
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    throw new StartFailure(
      `The data folder ${path} cannot be written (${code}). Make it writable, or choose another with ATTENDANT_DATA.`,
      { cause: error },
    )
  }
  let letGo: (() => void) | undefined
  return {
    path,
    secret: (name) => keptSecret(join(path, name)),
    hold() {
      letGo = hold(path)
    },
    release() {
      letGo?.()
    },
  }
}

function keptSecret(file: string): string {
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}

/** A lock file names its holder; it appears whole or not at all, so nobody reads half of it. */
function hold(path: string): () => void {
  const lock = join(path, 'running')
  const own = `${lock}.${process.pid}`
  writeFileSync(own, identityOf(process.pid))
  try {
    while (!tryLink(own, lock)) {
      const holder = readFileSync(lock, 'utf8')
      const pid = Number.parseInt(holder)
      if (pid !== process.pid && isRunning(pid) && identityOf(pid) === holder) {
        throw new StartFailure(
          `The data folder ${path} is in use by another run (process ${pid}). Stop that one, or choose another folder with ATTENDANT_DATA.`,
        )
      }
      rmSync(lock, { force: true })
    }
  } finally {
    rmSync(own, { force: true })
  }
  return () => {
    rmSync(lock, { force: true })
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Process ids come back, in a container soonest; with its start time a process is told from its namesake. */
function identityOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return `${pid} ${fields?.[19]}`
  } catch {
    return `${pid}`
  }
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
