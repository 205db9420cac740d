/** Where the expected outputs of a submission come from. */
import { LRUCache } from 'lru-cache'
import type { Exercise } from '../exercises/exercise.ts'
import { workingsOf } from '../exercises/workings.ts'
import type { Database } from '../prisma/client.ts'
import type { Engine } from '../reference/engine/engine.ts'
import { referenceOutputs } from '../reference/outputs.ts'
import { packOutputs, unpackOutputs } from '../reference/pack.ts'
import type { Inputs } from '../reference/value.ts'
import type { Expected } from './grade.ts'
import type { ReferenceRequest, ReferenceRequests } from './queue/reference-queue.ts'
import { EngineInfo } from './report.ts'

/** Computes them in this process: for the terminal and for proofs, without server or database. */
export async function expectedHere(
  exercise: Exercise,
  seedOf: (caseName: string) => number,
  engine: Engine,
  only?: string,
): Promise<Expected> {
  const { reference, signature } = exercise
  const working = { exercise, workings: workingsOf(exercise) }
  const evaluate = (inputs: Inputs) => engine.evaluate(reference, signature, inputs)
  return {
    ...(await referenceOutputs(working, seedOf, evaluate, { only })),
    engine: engine.info,
  }
}

export interface ExpectedOptions {
  readonly db: Database
  readonly requests: Pick<ReferenceRequests, 'demand'>
  /** How long to wait for a reference process. */
  readonly timeoutMilliseconds: number
}

/**
 * The outputs of every case of an exercise version under one seed of its pool: from memory, else from
 * the database, else computed by a reference process while this waits. Throws when none answers in
 * time, or the reference fails: faults of ours.
 */
export type ExpectedOutputs = (
  exercise: string,
  exerciseVersion: string,
  seedIndex: number,
) => Promise<Expected>

const memoryBytes = 64 * 2 ** 20

/** Callers that ask for the same outputs at the same time share one look-up. */
export function openExpected(options: ExpectedOptions): ExpectedOutputs {
  const remembered = new LRUCache<string, Found, ReferenceRequest>({
    maxSize: memoryBytes,
    sizeCalculation: ({ packedBytes }) => packedBytes,
    fetchMethod: (_key, _stale, { context }) => find(context, options),
  })
  return async (exercise, exerciseVersion, seedIndex) => {
    const key = JSON.stringify([exercise, exerciseVersion, seedIndex])
    const request = { exercise, exerciseVersion, seedIndex }
    const { expected } = await remembered.forceFetch(key, { context: request })
    return expected
  }
}

interface Found {
  readonly expected: Expected
  readonly packedBytes: number
}

async function find(
  request: ReferenceRequest,
  { db, requests, timeoutMilliseconds }: ExpectedOptions,
): Promise<Found> {
  const stored = await read(db, request)
  if (stored) return stored
  const { exercise, exerciseVersion, seedIndex } = request
  const wanted = `expected outputs of "${exercise}" ${exerciseVersion} under seed ${seedIndex}`
  try {
    await requests.demand(request, timeoutMilliseconds)
  } catch (error) {
    // The notice of the end can be lost with a connection; what counts is whether the outputs are there.
    const late = await read(db, request)
    if (late) return late
    throw new Error(
      `no ${wanted}: the reference did not provide them within ${timeoutMilliseconds} ms; is a reference process running, with the same files?`,
      { cause: error },
    )
  }
  const computed = await read(db, request)
  if (computed) return computed
  throw new Error(`no ${wanted}: the reference reported success, but stored nothing`)
}

/** Stores outputs of every case of an exercise version under one seed, unless they are there. */
export async function keepOutputs(
  db: Database,
  exerciseVersionId: string,
  seedIndex: number,
  { outputs, milliseconds, engine }: Expected,
): Promise<void> {
  await db.referenceOutput.createMany({
    data: [
      {
        ...{ exerciseVersionId, seedIndex, engine },
        outputs: Uint8Array.from(packOutputs(outputs)),
        milliseconds: [...milliseconds.values()],
      },
    ],
    // Another process may have been as fast.
    skipDuplicates: true,
  })
}

async function read(
  db: Database,
  { exercise, exerciseVersion, seedIndex }: ReferenceRequest,
): Promise<Found | undefined> {
  const row = await db.referenceOutput.findFirst({
    where: { seedIndex, exerciseVersion: { slug: exercise, hash: exerciseVersion } },
    select: { outputs: true, engine: true, milliseconds: true },
  })
  if (!row) return undefined
  const outputs = unpackOutputs(row.outputs)
  // Both in the order of the cases; no times where they were not measured.
  const times = [...outputs.keys()].slice(0, row.milliseconds.length)
  const milliseconds = new Map(times.map((name, at) => [name, row.milliseconds[at] as number]))
  return {
    expected: { outputs, milliseconds, engine: EngineInfo.parse(row.engine) },
    packedBytes: row.outputs.byteLength,
  }
}
