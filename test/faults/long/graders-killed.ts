import { setTimeout as sleep } from 'node:timers/promises'
import { random } from '../../../exercises/random.ts'
import { broken, openGraders, right, slowly, wrong, type Graders } from '../graders.ts'
import { kill } from '../sandboxes.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'graders are killed with SIGKILL at random moments while files keep coming'

const seed = 1729
export async function run(report: Report, { count = 25 }: Options): Promise<Result> {
  const graders = await openGraders()
  const { db } = graders
  const over = new AbortController()
  try {
    const alterations = [slowly(20)]
    const supervised = await Promise.all([1, 2, 3].map(() => graders.supervise({ alterations })))
    const coming = handInUntil(graders, over.signal)
    const chance = random(seed)
    report(`${count} kills with the seed ${seed}`)
    for (let kills = 0; kills < count;) {
      await sleep(chance.integer(1_000, 10_000))
      const living = await pidsOf(graders)
      const pid = living[chance.integer(0, 99) % living.length]
      if (pid === undefined) continue
      kill(pid)
      await db.worker.updateMany({
        where: { id: { endsWith: ` ${pid}` } },
        data: { stoppedAt: new Date() },
      })
      kills += 1
      if (kills % 5 === 0) report(`${kills} kills`)
    }
    over.abort()
    await coming
    const rows = await graders.allEnded()
    const wrongs = rows.filter(
      ({ source, verdict }) =>
        // One that three graders died of by chance is ours to answer for, and costs no attempt.
        verdict !== 'graderError' && verdict !== (source === right ? 'passed' : 'wrongAnswer'),
    )
    const faults = await broken(db)
    for (const fault of faults) report(fault)
    const again = rows.filter(({ epoch }) => epoch > 1).length
    const given = rows.filter(({ verdict }) => verdict === 'graderError').length
    const waits = rows.map(({ queuedAt, finishedAt }) => Number(finishedAt) - Number(queuedAt))
    const longest = Math.max(...waits) / 1000
    const live = supervised.every(({ process: { exitCode } }) => exitCode === null)
    return {
      name: 'graders-killed',
      what: `3 graders killed ${count} times at random moments, ${rows.length} files`,
      wanted: 'one right result each; what is given up counts as our fault',
      measured: `${wrongs.length} wrong, ${faults.length} broken records, ${again} graded again, ${given} given up as our fault, longest ${longest.toFixed(1)} s`,
      held: wrongs.length + faults.length === 0 && live,
    }
  } finally {
    over.abort()
    await graders.stop()
  }
}

/** As fast as they are graded: a few wait at any time. */
async function handInUntil({ db, handIn }: Graders, over: AbortSignal): Promise<void> {
  for (let number = 0; !over.aborted;) {
    await sleep(250)
    if ((await db.submission.count({ where: { finishedAt: null } })) > 4) continue
    await handIn({ source: number % 2 === 0 ? right : wrong })
    number += 1
  }
}

/** Of the graders that are at work. */
async function pidsOf({ db }: Graders): Promise<number[]> {
  const rows = await db.worker.findMany({ where: { kind: 'grader', stoppedAt: null } })
  return rows.map(({ id }) => Number(id.split(' ').at(-1)))
}
