/** From accepted to verdict, over HTTP and Server-Sent Events, as a student sees it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from '../../grader/practice/server.ts'

export interface Latency {
  readonly submissions: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** Between two submissions of the idle measurement: long enough to prepare the next sandbox child. */
const pauseMilliseconds = 1500

/** One submission after the other, with a pause; milliseconds from the answer 202 to the verdict's event. */
export async function idleLatency(
  students: readonly Server[],
  work: { exercise: string; source: string; count: number },
  onEach: (done: number) => void,
): Promise<Latency> {
  const milliseconds: number[] = []
  for (let done = 0; done < work.count; done += 1) {
    const student = students[done % students.length] as Server
    const id = await student.submit(work.exercise, work.source, undefined)
    const accepted = performance.now()
    await passed(student, id)
    milliseconds.push(performance.now() - accepted)
    onEach(done + 1)
    await pause(pauseMilliseconds)
  }
  return summarise(milliseconds)
}

/** Every student hands in again as soon as the verdict is there; submissions per second over all of them. */
export async function sustainedRate(
  students: readonly Server[],
  work: { exercise: string; source: string; count: number },
  onEach: (done: number) => void,
): Promise<number> {
  const started = performance.now()
  let begun = 0
  let done = 0
  await Promise.all(
    students.map(async (student) => {
      while (begun++ < work.count) {
        await passed(student, await student.submit(work.exercise, work.source, undefined))
        onEach((done += 1))
      }
    }),
  )
  return done / ((performance.now() - started) / 1000)
}

async function passed(student: Server, id: string): Promise<void> {
  for await (const event of student.follow(id)) {
    if (event.kind === 'verdict' && event.verdict !== 'passed') {
      throw new Error(`submission ${id} ended as ${event.verdict}; a correct file was handed in`)
    }
  }
}

function summarise(milliseconds: readonly number[]): Latency {
  const sorted = [...milliseconds].sort((one, other) => one - other)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number
  return {
    submissions: sorted.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: sorted.at(-1) as number,
  }
}
