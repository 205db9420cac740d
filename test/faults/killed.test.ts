import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Alteration } from '../alter.ts'
import {
  broken,
  openGraders,
  right,
  wrong,
  type Grader,
  type Graders,
  patience,
} from './graders.ts'

jest.setTimeout(patience)

let graders: Graders

beforeAll(async () => {
  graders = await openGraders()
})
afterAll(() => graders.stop())

const die = `process.kill(process.pid, 'SIGKILL')`

/** Five lines at which a grader may lose its life. */
const points: Record<string, Alteration> = {
  'after the claim': {
    file: 'grader/queue/loop.ts',
    find: '  const progress = progressWriter(db, claim)\n',
    replace: `  ${die}\n  const progress = progressWriter(db, claim)\n`,
  },
  'after a child was started for it': {
    file: 'grader/submission-child.ts',
    find: '    const outcome = await this.#sandbox.call(',
    replace: `    ${die}\n    const outcome = await this.#sandbox.call(`,
  },
  'in the middle of its cases': {
    file: 'grader/grade.ts',
    find: '      tools.onCase(one.result, position + 1, cases.length)\n',
    replace: `      tools.onCase(one.result, position + 1, cases.length)\n      if (position === 1) ${die}\n`,
  },
  'between the result and its writing': {
    file: 'grader/queue/loop.ts',
    find: '    const saved = await saveReport(',
    replace: `    ${die}\n    const saved = await saveReport(`,
  },
  'between the writing and the end of the job': {
    file: 'grader/queue/loop.ts',
    find: '    if (saved) log.info(',
    replace: `    ${die}\n    if (saved) log.info(`,
  },
}
const last = Object.keys(points).at(-1)

/** The bound that is promised: the lease, the sweep, and the grading itself. */
const mostSeconds = 20

test('a grader that is killed, wherever it is, loses and doubles nothing: another one has the result soon', async () => {
  const [, ...doomed] = await Promise.all([
    graders.start(),
    ...Object.entries(points).map(async ([point, alteration]) => ({
      point,
      grader: await graders.start({ alterations: [alteration] }),
    })),
  ])
  const isGone = new Set<string>()
  const deaths = doomed.map(async ({ point, grader }) => {
    const how = await grader.ended
    isGone.add(point)
    return { point, how, ...(await whatItHad(grader)) }
  })
  // Whoever is free takes one: it goes on until each of the doomed has taken one.
  while (isGone.size < doomed.length) {
    await Promise.all(doomed.map((_, at) => graders.handIn({ source: at % 2 ? right : wrong })))
    await sleep(500)
  }

  for (const { point, how, id, at } of await Promise.all(deaths)) {
    const { epoch, verdict, source, finishedAt } = await graders.ended(id)
    const seconds = (Number(finishedAt) - Number(at)) / 1000
    expect([point, how, verdict]).toEqual([
      point,
      'SIGKILL',
      source === right ? 'passed' : 'wrongAnswer',
    ])
    if (point === last) expect([point, epoch]).toEqual([point, 1])
    else expect([point, epoch >= 2]).toEqual([point, true])
    expect(seconds).toBeLessThan(mostSeconds)
  }
  await graders.allEnded()
  expect(await broken(graders.db)).toEqual([])
})

/** The one submission that a grader was at when it died, and when that was. */
async function whatItHad({ name }: Grader): Promise<{ id: string; at: Date }> {
  const at = await graders.now()
  const { id } = await graders.db.submission.findFirstOrThrow({ where: { worker: name } })
  return { id, at }
}
