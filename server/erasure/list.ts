/**
 * Who was erased, kept outside of the database: a backup that is older still has them, and a restore erases
 * them again. Numbers of accounts and times alone, which lead to nobody.
 */
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { z } from 'zod'

export interface ErasedList {
  /** Never fails: who is erased is erased. What cannot be listed is logged as what an operator has to note. */
  add(this: void, userId: string): Promise<void>
}

export function erasedFileIn(dataFolder: string): string {
  return join(dataFolder, 'erased')
}

const Line = z.object({ user: z.string(), at: z.string() })

export function openErasedList(file: string, log: Logger): ErasedList {
  return {
    async add(user) {
      const line: z.infer<typeof Line> = { user, at: new Date().toISOString() }
      try {
        await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true })
      } catch (error) {
        log.error({ err: error, user }, `erased, but not listed in ${file}: add it by hand`)
      }
    },
  }
}

/** The numbers of the accounts in a list. A line that was cut off is passed over; a missing list throws ENOENT. */
export async function readErasedList(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.flatMap((line) => {
    try {
      return [Line.parse(JSON.parse(line)).user]
    } catch {
      return []
    }
  })
}
