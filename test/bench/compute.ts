/** What the sandbox costs a student's computation, against the same code in plain Node. */
import type { Exercise } from '../../exercises/exercise.ts'
import { compile } from '../../grader/compile.ts'
import { createPool } from '../../grader/sandbox/pool.ts'
import { SubmissionChild } from '../../grader/submission-child.ts'

/** Plain loops, no tf: what is measured is the engine under the sandbox, not a library's warm-up. */
const source = `
export function attention() {
  const n = 192
  const one = new Float64Array(n * n).fill(1.25)
  const other = new Float64Array(n * n).fill(0.75)
  let total = 0
  for (let round = 0; round < 12; round += 1) {
    const product = new Float64Array(n * n)
    for (let row = 0; row < n; row += 1)
      for (let column = 0; column < n; column += 1) {
        let sum = 0
        for (let inner = 0; inner < n; inner += 1) sum += one[row * n + inner]! * other[inner * n + column]!
        product[row * n + column] = sum
      }
    total += product[round]!
  }
  return total
}
`

/** Median milliseconds of the same computation in both places, and the ratio. */
export async function computeRatio(
  exercise: Exercise,
): Promise<{ sandbox: number; plain: number; ratio: number }> {
  const measured: Exercise = {
    ...exercise,
    signature: { ...exercise.signature, parameters: [], returns: { kind: 'number' } },
    limits: { ...exercise.limits, milliseconds: 20_000 },
  }
  const compiled = await compile(source, measured, {})
  if (!compiled.ok) throw new Error(`the benchmark does not compile: ${JSON.stringify(compiled)}`)
  const pool = await createPool({ size: 1 })
  const child = new SubmissionChild(pool, compiled.program, measured)
  try {
    const sandbox: number[] = []
    const plain: number[] = []
    for (let round = 0; round < 9; round += 1) {
      const outcome = await child.call([], 1)
      if (outcome.kind !== 'returned') throw new Error(`the benchmark ended as ${outcome.kind}`)
      sandbox.push(outcome.milliseconds)
      const module = await freshModule(round)
      const started = performance.now()
      module.attention()
      plain.push(performance.now() - started)
    }
    return {
      sandbox: median(sandbox),
      plain: median(plain),
      ratio: median(sandbox) / median(plain),
    }
  } finally {
    child.close()
    await pool.close()
  }
}

/** The module evaluated anew, as the sandbox does for every call: nothing is compiled or warm yet. */
async function freshModule(round: number): Promise<{ attention(): number }> {
  const javascript = `${source.replaceAll(']!', ']')}// ${round} ${performance.now()}`
  return (await import(`data:text/javascript,${encodeURIComponent(javascript)}`)) as {
    attention(): number
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] as number
}
