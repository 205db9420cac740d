/** Numbers of a cell as text. */
import { digitsFor } from '../../../grader/explain.ts'
import type { Dtype } from '../../../reference/value.ts'
import type { ComparedCell } from './difference.ts'

export interface CellTexts {
  readonly expected: string
  readonly yours: string
  /** Null where there is no distance: booleans, NaN and the infinities. */
  readonly offBy: string | null
  readonly allowed: string | null
}

/** With as many digits as it takes for two numbers that count as different to look different. */
export function cellTexts(
  { expected, yours, offBy, allowed }: Omit<ComparedCell, 'times' | 'wrong'>,
  dtype: Dtype,
): CellTexts {
  if (dtype === 'bool') {
    const write = (value: number) => (value === 1 ? 'true' : 'false')
    return { expected: write(expected), yours: write(yours), offBy: null, allowed: null }
  }
  const numbers = [expected, yours].filter(Number.isFinite)
  const write = digitsFor(numbers, allowed)
  const text = (value: number) => (Number.isFinite(value) ? write(value) : String(value))
  return {
    expected: text(expected),
    yours: text(yours),
    offBy: Number.isFinite(offBy) ? text(offBy) : null,
    allowed: Number.isFinite(offBy) ? text(allowed) : null,
  }
}

/** "8,300", "1.4", "1.5e11": a factor for people, with two or three digits that count. */
export function timesNumber(times: number, language: string): string {
  if (times >= 1e7) return times.toExponential(1).replace('e+', 'e')
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(times)
}
