/** A thread of its own that compares the solutions it is given, and ends. Its reader may break over one of them. */
import { parentPort, workerData } from 'node:worker_threads'
import {
  compareAll,
  compareTwo,
  ReaderBroken,
  type Common,
  type Comparison,
  type Solution,
} from './similarity.ts'

export interface Work {
  readonly solutions: readonly Solution[]
  readonly stub: string
  /** Two of them for what they have in common and where, or all with each other. */
  readonly how: 'two' | 'all'
}

export type Compared =
  | { readonly all: Comparison }
  | { readonly two: Common | null }
  /** The id of what broke the reader. */
  | { readonly broken: string }

async function compare({ solutions, stub, how }: Work): Promise<Compared> {
  try {
    if (how === 'all') return { all: await compareAll(solutions, stub) }
    const [left, right] = solutions
    return { two: left && right ? compareTwo(left, right, stub) : null }
  } catch (error) {
    if (error instanceof ReaderBroken) return { broken: error.id }
    throw error
  }
}

parentPort?.postMessage(await compare(workerData as Work))
