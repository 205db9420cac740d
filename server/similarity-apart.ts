/**
 * Comparisons in a thread of their own, since what is compared was written by anybody: the server goes on
 * with everything else meanwhile, and a source that breaks the reader of types breaks it for itself alone.
 */
import { Worker } from 'node:worker_threads'
import { HttpError } from './errors.ts'
import type { Common, Comparison, Solution } from './similarity.ts'
import type { Compared, Work } from './similarity-thread.ts'

const mostMegabytes = 1024
const patienceMilliseconds = 120_000

/** As `compareAll`. */
export async function compareAllApart(
  solutions: readonly Solution[],
  stub: string,
): Promise<Comparison> {
  const until = performance.now() + patienceMilliseconds
  let readable = solutions
  for (;;) {
    const found = await inThread({ solutions: readable, stub, how: 'all' }, until)
    if ('all' in found) return found.all
    if (!('broken' in found)) throw new Error('the thread compared two of all solutions')
    const { broken } = found
    readable = readable.filter(({ id }) => id !== broken)
  }
}

/** As `compareTwo`. */
export async function compareTwoApart(
  left: Solution,
  right: Solution,
  stub: string,
): Promise<Common | null> {
  const until = performance.now() + patienceMilliseconds
  const found = await inThread({ solutions: [left, right], stub, how: 'two' }, until)
  return 'two' in found ? found.two : null
}

async function inThread(work: Work, until: number): Promise<Compared> {
  const thread = new Worker(new URL('./similarity-thread.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Compared>()
  thread.once('message', resolve)
  thread.once('error', (error: NodeJS.ErrnoException) => {
    reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : error)
  })
  const impatience = setTimeout(() => {
    reject(tooMuch())
  }, until - performance.now())
  try {
    return await promise
  } finally {
    clearTimeout(impatience)
    await thread.terminate()
  }
}

function tooMuch(): HttpError {
  return new HttpError({
    status: 503,
    code: 'comparisonTooLong',
    message:
      'Comparing these solutions took more time or memory than it may. Try again when the server has less to do.',
    headers: { 'Retry-After': '60' },
  })
}
