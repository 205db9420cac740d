/** A restored backup gives the same grades. */
import { openGraders } from '../graders.ts'
import { gradeRestored } from '../restored.ts'
import type { Options, Report, Result } from './result.ts'

export const what = '100 submissions are backed up, restored into another database and graded again'

export async function run(report: Report, { count = 100 }: Options): Promise<Result> {
  const graders = await openGraders()
  try {
    const { graded, differences } = await gradeRestored(graders, count, report)
    for (const one of differences) report(one)
    return {
      name: 'backup and restore',
      what: `${graded} submissions graded, backed up, restored elsewhere and graded again`,
      wanted: 'the same reports, but for times',
      measured: `${graded - differences.length} of ${graded} the same, byte for byte`,
      held: graded === count && differences.length === 0,
    }
  } finally {
    await graders.stop()
  }
}
