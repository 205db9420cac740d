/** Log files in the data folder: everything that a process says, in a file of its own. */
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

export interface Log {
  readonly file: string
  write(this: void, line: string): void
}

/** A file that has grown beyond this makes room for a new one; the one before it is kept. */
const maxBytes = 20_000_000

export function openLog(folder: string, name: string): Log {
  const file = join(folder, 'logs', `${name}.log`)
  makeRoom(file)
  let bytes = existsSync(file) ? statSync(file).size : 0
  return {
    file,
    write(line) {
      try {
        appendFileSync(file, `${line}\n`, { mode: 0o600 })
        bytes += line.length + 1
        if (bytes <= maxBytes) return
        makeRoom(file)
        bytes = 0
      } catch {
        // A full disk must not stop the grading; what cannot be logged is lost.
      }
    },
  }
}

/** Also for a log that a process writes to by itself. */
export function makeRoom(file: string): void {
  if (existsSync(file) && statSync(file).size > maxBytes) renameSync(file, `${file}.old`)
}
