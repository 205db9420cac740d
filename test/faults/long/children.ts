import { killChildren } from '../child-killing.ts'
import { broken, openGraders, slowly } from '../graders.ts'
import type { Options, Report, Result } from './result.ts'

export const what = 'sandboxes are killed at random moments, one and all, while files are graded'

const seed = 4711

export async function run(report: Report, { count = 100 }: Options): Promise<Result> {
  const graders = await openGraders()
  try {
    const grader = await graders.start({ alterations: [slowly(20)] })
    report(`${count} kills with the seed ${seed}`)
    const { kills, hits, wrongs } = await killChildren(
      graders,
      grader,
      { kills: count, seed },
      (at) => {
        if (at % 10 === 0) report(`${at} kills`)
      },
    )
    for (const wrong of wrongs) report(wrong)
    const faults = await broken(graders.db)
    for (const fault of faults) report(fault)
    const lives = grader.process.exitCode === null && grader.process.signalCode === null
    return {
      name: 'children',
      what: `${kills} sandboxes killed at random moments, ${hits} of them in the middle of a grading`,
      wanted: 'every verdict as without; the grader lives',
      measured: `${wrongs.length} other verdicts, ${faults.length} broken records, the grader ${lives ? 'lives' : 'ended'}`,
      held: wrongs.length + faults.length === 0 && lives,
    }
  } finally {
    await graders.stop()
  }
}
