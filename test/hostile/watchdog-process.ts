/**
 * Calls functions of the corpus in the sandbox, with a limit on time, and prints how each call ends and
 * when. A process of its own, so that a test can start it with protections switched off.
 */
import { readFileSync } from 'node:fs'
import { exerciseOf } from '../../exercises/index.ts'
import type { Exercise } from '../../exercises/exercise.ts'
import { compile } from '../../grader/compile.ts'
import { createPool } from '../../grader/sandbox/pool.ts'
import type { SandboxPool } from '../../grader/sandbox/outcome.ts'
import { limitsOf } from '../../grader/submission-child.ts'
import type { TensorValue } from '../../reference/value.ts'

export interface Ended {
  readonly file: string
  readonly kind: string
  readonly milliseconds: number
}

const exercise = exerciseOf('softmax') as Exercise
const scores: TensorValue = {
  dtype: 'float64',
  shape: [2, 3],
  values: Float64Array.of(1, 2, 3, 4, 5, 6),
}

const [limit, ...files] = process.argv.slice(2) as [string, ...string[]]
const pool = await createPool({ size: 1 })
const ended: Ended[] = []
for (const file of files) ended.push(await endOf(pool, file))
await pool.close()
process.stdout.write(JSON.stringify(ended))

async function endOf(pool: SandboxPool, file: string): Promise<Ended> {
  const compiled = await compile(readFileSync(file, 'utf8'), exercise, {})
  if (!compiled.ok) return { file, kind: compiled.finding.kind, milliseconds: 0 }
  const limits = { ...limitsOf(exercise), milliseconds: Number(limit) }
  const sandbox = await pool.open(compiled.program, limits)
  try {
    const { kind, milliseconds } = await sandbox.call([scores], 1)
    return { file, kind, milliseconds }
  } finally {
    sandbox.close()
  }
}
