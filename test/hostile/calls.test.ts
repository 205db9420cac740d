/**
 * One attack in one call, for what only the outcome of a call shows: every file goes through the real
 * compiler and the real sandbox, and ends as its first line says. Whole submissions are in corpus/.
 * After each, an honest submission on the same pool must still be right.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { compile, type Compilable } from '../../grader/compile.ts'
import type { Limits, Outcome, SandboxPool } from '../../grader/sandbox/outcome.ts'
import { createPool } from '../../grader/sandbox/pool.ts'
import type { TensorValue, ValueType } from '../../reference/value.ts'

const folder = fileURLToPath(new URL('calls', import.meta.url))
const limits: Limits = {
  // Long enough for a busy machine to fill the memory that an attack aims at.
  milliseconds: 5000,
  megabytes: 96,
  elements: 100_000,
  consoleCharacters: 1000,
}
const input: TensorValue = { dtype: 'float64', shape: [3], values: Float64Array.of(3, 1, 2) }
const array: ValueType = { kind: 'array', dtype: 'float64', axes: ['N'] }
const tensor: ValueType = { kind: 'tensor', dtype: 'float32', axes: ['N'] }
const calls = 3
/** After these a child is gone. */
const fatal = ['timedOut', 'outOfMemory', 'crashed']

let pool: SandboxPool
beforeAll(async () => {
  pool = await createPool({ size: 2 })
})
afterAll(() => pool.close())

function exerciseReturning(returns: ValueType): Compilable {
  const parameters = [{ name: 'x', type: array, meaning: 'three numbers' }]
  return { signature: { name: 'solve', parameters, returns }, buildsOn: [], forbids: [] }
}

/** What the compiler finds, or how each of three calls ends. */
async function submit(
  source: string,
  returns: ValueType,
  milliseconds: number = limits.milliseconds,
): Promise<string | Outcome[]> {
  const compiled = await compile(source, exerciseReturning(returns), {})
  if (!compiled.ok) return compiled.finding.kind
  const sandbox = await pool.open(compiled.program, { ...limits, milliseconds })
  try {
    const outcomes: Outcome[] = []
    for (let call = 0; call < calls; call++) {
      const outcome = await sandbox.call([input], call)
      outcomes.push(outcome)
      if (fatal.includes(outcome.kind)) break
    }
    return outcomes
  } finally {
    sandbox.close()
  }
}

const honest = `import * as tf from '@tensorflow/tfjs-core'
export function solve(x: number[]) { return tf.tensor(x).mul(2).arraySync() as number[] }`

for (const group of readdirSync(folder)) {
  describe(group, () => {
    for (const name of readdirSync(join(folder, group))) {
      const source = readFileSync(join(folder, group, name), 'utf8')
      // More than one where the machine's speed decides which limit is reached first.
      const due = (/^\/\/ expect: (.+)$/m.exec(source)?.[1] ?? '').split(' or ')
      const returns = source.includes('// returns: tensor') ? tensor : array
      test(`${name} ends as ${due.join(' or ')}, and harms nobody`, async () => {
        const seen = await submit(source, returns, group === 'time' ? 500 : limits.milliseconds)
        if (typeof seen === 'string') {
          expect(due).toContain(seen)
          return
        }
        for (const outcome of seen) {
          expect(due).toContain(outcome.kind)
          expect(outcome.console.length).toBeLessThanOrEqual(limits.consoleCharacters)
          if (outcome.kind !== 'returned') continue
          // What is returned is the input: anything else says that something leaked.
          const { shape, values } = outcome.value as TensorValue
          expect({ shape, values: [...values] }).toEqual({ shape: [3], values: [3, 1, 2] })
        }
        const [next] = await submit(honest, array)
        expect(next).toMatchObject({ kind: 'returned', changedInputs: [] })
        expect([...((next as { value: TensorValue }).value.values as Float64Array)]).toEqual([
          6, 2, 4,
        ])
      })
    }
  })
}
