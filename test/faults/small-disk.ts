/** A disk of a few megabytes that can be filled to its last byte. Only root can make one. */
import { execFile } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface SmallDisk {
  readonly folder: string
  /** Leaves no byte free. */
  fill(this: void): Promise<void>
  /** What was filled is free again. */
  free(this: void): Promise<void>
  remove(this: void): Promise<void>
}

/** A sentence that says why where none can be made. */
export async function makeSmallDisk(megabytes: number): Promise<SmallDisk | string> {
  if (process.getuid?.() !== 0) return 'only root can make a small disk'
  const folder = await mkdtemp(join(tmpdir(), 'attendant-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'none', folder])
  } catch (error) {
    await rm(folder, { recursive: true })
    return `no small disk can be made here (${(error as Error).message.trim()})`
  }
  await chmod(folder, 0o777)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill() {
      const output = createWriteStream(ballast)
      const isFull = new Promise<void>((resolve) => {
        output.on('error', () => {
          resolve()
        })
      })
      for (;;) {
        const { bavail, bsize } = await statfs(folder)
        if (bavail === 0) break
        output.write(Buffer.alloc(Math.min(bavail * bsize, 1_000_000)))
        await Promise.race([isFull, new Promise((resolve) => output.write('', resolve))])
        if (output.errored) break
      }
      output.destroy()
    },
    free: () => rm(ballast, { force: true }),
    async remove() {
      await run('umount', [folder])
      await rm(folder, { recursive: true })
    },
  }
}
