import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { exercise as softmax } from '../../exercises/softmax/exercise.ts'
import { exerciseVersion } from '../../exercises/version.ts'
import { expectedHere, openExpected, type ExpectedOutputs } from '../../grader/expected.ts'
import {
  openReferenceRequests,
  type ReferenceRequests,
} from '../../grader/queue/reference-queue.ts'
import { caseSeed, seedPoolSize } from '../../grader/seeds.ts'
import { createClient, type Database } from '../../prisma/client.ts'
import { registerExercises } from '../../prisma/seed.ts'
import { startEngine } from '../../reference/engine/engine.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

const secret = 'a secret for tests, as long as real ones'
const version = exerciseVersion('softmax')
const problems: unknown[] = []

let postgres: TestPostgres
let db: Database
let requests: ReferenceRequests
let reference: ChildProcess
let ready: { ready: true; lines: string[] }

beforeAll(async () => {
  postgres = await startPostgres()
  db = createClient(postgres.url, 4)
  await registerExercises(db, [{ slug: 'softmax', hash: version }])
  const queue = { databaseUrl: postgres.url, onError: (error: unknown) => problems.push(error) }
  requests = await openReferenceRequests(queue)
  ;({ reference, ready } = await startReference())
})

afterAll(async () => {
  reference.kill('SIGKILL')
  await requests.close()
  await db.$disconnect()
  await postgres.stop()
})

async function startReference() {
  const started = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../reference/worker.ts')],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: postgres.url,
        ATTENDANT_SECRET: secret,
        REFERENCE_BACKEND: 'wasm',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  )
  const [message] = (await once(started, 'message')) as [{ ready: true; lines: string[] }]
  return { reference: started, ready: message }
}

function outputsFor(timeoutMilliseconds = 20_000): ExpectedOutputs {
  return openExpected({ db, requests, timeoutMilliseconds })
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50))
}

test('a reference process says which engine it uses', () => {
  expect(ready).toStrictEqual({
    ready: true,
    lines: [expect.stringMatching(/^engine: WebAssembly/)],
  })
})

test('outputs that nobody has computed are computed while the grader waits, and equal those computed here', async () => {
  const seedIndex = seedPoolSize - 1
  const found = await outputsFor()('softmax', version, seedIndex)

  const engine = await startEngine('wasm')
  const seedOf = (name: string) => caseSeed(secret, version, seedIndex, name)
  const here = await expectedHere(softmax, seedOf, engine)
  expect(found.outputs).toStrictEqual(here.outputs)
  expect(found.engine).toStrictEqual(here.engine)
  const names = softmax.cases.map(({ name }) => name)
  expect([...found.outputs.keys()]).toStrictEqual(names)
  expect([...found.milliseconds.keys()]).toStrictEqual(names)
  expect([...found.milliseconds.values()].every((spent) => spent > 0)).toBe(true)
  expect(problems).toStrictEqual([])
})

test('one case alone can be computed', async () => {
  const engine = await startEngine('wasm')
  const wanted = softmax.cases.at(-1)?.name ?? ''
  const { outputs } = await expectedHere(softmax, () => 7, engine, wanted)
  expect([...outputs.keys()]).toStrictEqual([wanted])
})

test('the whole pool is filled while nobody asks', async () => {
  await until(async () => (await db.referenceOutput.count()) === seedPoolSize)
})

test('outputs that are stored or remembered need no reference process', async () => {
  reference.kill('SIGTERM')
  const [code] = (await once(reference, 'exit')) as [number | null]
  expect(code).toBe(0)

  const outputs = outputsFor(500)
  const stored = await outputs('softmax', version, 3)
  await db.referenceOutput.deleteMany()
  expect(await outputs('softmax', version, 3)).toBe(stored)

  // Without memory and database there is nobody to ask: a fault of ours, not the student's.
  await expect(outputsFor(500)('softmax', version, 3)).rejects.toThrow(
    'did not provide them within 500 ms; is a reference process running',
  )
})

test('a reference process with other files refuses, and says so', async () => {
  ;({ reference } = await startReference())
  problems.length = 0
  const failure = await outputsFor()('softmax', '0000000000000000', 0).catch(
    (error: unknown) => error,
  )
  expect(failure).toBeInstanceOf(Error)
  expect((failure as Error).cause).toMatchObject({
    message: expect.stringContaining(
      `outputs of "softmax" 0000000000000000 are wanted, but this reference process has ${version}`,
    ),
  })
})

test('a reference process ends when its parent is gone', async () => {
  reference.disconnect()
  const [code] = (await once(reference, 'exit')) as [number | null]
  expect(code).toBe(0)
})
