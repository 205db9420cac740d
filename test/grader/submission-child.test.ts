import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import { exerciseOf } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { compile } from '../../grader/compile.ts'
import type { SandboxPool } from '../../grader/sandbox/outcome.ts'
import { createPool } from '../../grader/sandbox/pool.ts'
import { SubmissionChild } from '../../grader/submission-child.ts'
import type { TensorValue } from '../../reference/value.ts'
import { processesBelow } from '../processes.ts'

const { signature, buildsOn, forbids, limits } = exerciseOf('softmax') as Exercise
const scores: TensorValue = { dtype: 'float64', shape: [1, 2], values: Float64Array.of(1, 2) }

let pool: SandboxPool
beforeAll(async () => {
  pool = await createPool({ size: 1 })
})
afterAll(() => pool.close())

async function childOf(body: string, from = pool): Promise<SubmissionChild> {
  const source = `export function softmax(scores: number[][]) { ${body} }`
  const compiled = await compile(source, { signature, buildsOn, forbids }, {})
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.finding))
  return new SubmissionChild(from, compiled.program, {
    limits: { ...limits, milliseconds: 60_000 },
  })
}

/** The pool with an accident in each of the first so many calls: the child is killed. */
function killing(times: number): SandboxPool {
  let left = times
  return {
    ...pool,
    async open(...given) {
      const sandbox = await pool.open(...given)
      return {
        isWorn: false,
        close: () => sandbox.close(),
        async call(...parameters) {
          const calling = sandbox.call(...parameters)
          await pause(50)
          if (left-- > 0) killSandboxes()
          return calling
        },
      }
    },
  }
}

function killSandboxes(): void {
  for (const { pid, command } of processesBelow(process.pid)) {
    if (command.startsWith(process.execPath) && command.includes('child.cjs')) {
      process.kill(pid, 'SIGKILL')
    }
  }
}

/** Long enough to be killed meanwhile, however busy the machine is. */
const longLoop = 'let sum = 0; for (let i = 0; i < 2e9; i++) sum += i; return scores'

test('a crash that does not repeat on a fresh child is none of the student', async () => {
  if (process.platform !== 'linux') return
  const child = await childOf(longLoop, killing(1))
  expect(await child.call([scores], 1)).toMatchObject({ kind: 'returned' })
  child.close()
})

test('a crash that repeats on a fresh child is shown as one, and the next call has a child again', async () => {
  if (process.platform !== 'linux') return
  const child = await childOf(longLoop, killing(2))
  expect(await child.call([scores], 1)).toMatchObject({ kind: 'crashed' })
  expect(await child.call([scores], 1)).toMatchObject({ kind: 'returned' })
  child.close()
})

test('memory that earlier calls have let go of counts in no later one', async () => {
  const megabytes = limits.megabytes / 2
  const child = await childOf(`new Float64Array(${megabytes} * 2 ** 17).fill(1); return scores`)
  const kinds = []
  for (let call = 0; call < 5; call++) kinds.push((await child.call([scores], call)).kind)
  expect(kinds).toEqual(kinds.map(() => 'returned'))
  child.close()
})
