/** The disk of the database is full for a while. Only root can make one that is small enough. */
import { fillDisk } from '../full-disk.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'the disk of the database fills up to its last byte under load, and is freed'

export async function run(report: Report, { count = 100 }: Options): Promise<Result> {
  const about = {
    name: 'full disk',
    wanted: 'refused with 503 before anything is acknowledged, and what was acknowledged is graded',
  }
  const found = await fillDisk(count)
  if (typeof found === 'string') {
    return { ...about, what: `nothing: ${found}`, measured: 'not run', held: false }
  }
  const { accepted, refused, wrongs } = found
  for (const one of wrongs) report(one)
  return {
    ...about,
    what: `${accepted} submissions, the disk of PostgreSQL full to the last byte in between`,
    measured: `${refused} refused while it was full, ${wrongs.length} broken promises`,
    held: wrongs.length === 0 && refused > 0,
  }
}
