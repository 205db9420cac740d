/** PostgreSQL restarts under load, in order and by crashes. */
import { openGraders, slowly } from '../graders.ts'
import { openLoad } from '../load.ts'
import { badAnswers, brokenPromises, outage, wide, type Outage } from '../outages.ts'
import type { Options, Report, Result } from './result.ts'

export const what = '200 submissions while PostgreSQL is stopped, and killed, eight times'

const mostSeconds = 10

export async function run(report: Report, { count = 200 }: Options): Promise<Result> {
  const graders = await openGraders()
  try {
    const address = await graders.serve()
    const environment = { GRADER_CONCURRENCY: '2' }
    await Promise.all([
      graders.start({ alterations: wide(300), environment }),
      graders.start({ alterations: [slowly(60)], environment }),
    ])
    const load = await openLoad(graders, address, count)
    const handingIn = load.handIn(2)
    const outages: Outage[] = []
    while (load.accepted.size < count - 20 && outages.length < 8) {
      const one = await outage(graders, load, outages.length % 2 === 0 ? 'fast' : 'immediate')
      outages.push(one)
      report(`${one.how}: taken again after ${one.acceptedAfterSeconds.toFixed(1)} s`)
    }
    await handingIn
    await graders.allEnded()
    const wrongs = [...badAnswers(load), ...(await brokenPromises(graders, load))]
    for (const one of wrongs) report(one)
    const longest = Math.max(...outages.map((one) => one.acceptedAfterSeconds))
    const refused = load.answers.filter(({ status }) => status === 503).length
    return {
      name: 'database restarts',
      what: `${count} submissions over ${outages.length} restarts of PostgreSQL, every other one a crash`,
      wanted: `each graded once, 503 with Retry-After meanwhile, taken again within ${mostSeconds} s`,
      measured: `${wrongs.length} broken promises, ${refused} answers of 503, taken again within ${longest.toFixed(1)} s`,
      held: wrongs.length === 0 && refused > 0 && longest < mostSeconds,
    }
  } finally {
    await graders.stop()
  }
}
