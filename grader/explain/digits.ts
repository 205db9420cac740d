/** Numbers for people: as few digits as tell them apart. The same in every language. */
import { fromAnyNumber } from '../packed.ts'
import type { AnyNumber } from '../report.ts'

/** Writes numbers that are compared with each other with the same digits: enough for `smallest`, a difference that matters. */
export function digitsFor(
  numbers: readonly AnyNumber[],
  smallest: number,
): (number: AnyNumber) => string {
  const finite = numbers.map(fromAnyNumber).filter(Number.isFinite)
  if (smallest === 0) return (number) => String(number)
  const largest = Math.max(...finite.map(Math.abs), smallest)
  // floor: 0.00017 needs five decimals to be seen as more than nothing.
  const decimals = Math.max(0, -Math.floor(Math.log10(smallest)))
  const fixed = decimals <= 10 && largest < 1e7
  const significant = Math.min(16, Math.ceil(Math.log10(largest / smallest)) + 1)
  return (number) => {
    const value = fromAnyNumber(number)
    if (!Number.isFinite(value)) return String(value)
    return fixed ? value.toFixed(Math.max(2, decimals)) : value.toExponential(significant)
  }
}

/** About four digits: for factors and offsets in a sentence. */
export function short(value: number): string {
  const rounded = Number(value.toPrecision(3))
  return Math.abs(rounded) >= 1e-4 && Math.abs(rounded) < 1e6
    ? String(rounded)
    : rounded === 0
      ? '0'
      : rounded.toExponential().replace('e+', 'e')
}

/** "[2, 5, 4]". */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`
}

/** A factor as a formula where it is one that mistakes are made of: "1/√8", "√(3/4)", "ln 2"; else null. */
export function recognised(factor: number): string | null {
  const near = (value: number) => Math.abs(factor - value) <= 2e-5 * Math.abs(value)
  for (let n = 2; n <= 64; n++) {
    if (near(n)) return null
    if (near(1 / n)) return `1/${n}`
    if (near(Math.sqrt(n))) return `√${n}`
    if (near(1 / Math.sqrt(n))) return `1/√${n}`
    if (near(Math.sqrt((n - 1) / n))) return `√(${n - 1}/${n})`
    if (near(Math.sqrt(n / (n - 1)))) return `√(${n}/${n - 1})`
    if (near((n - 1) / n)) return `${n - 1}/${n}`
    if (near(n / (n - 1))) return `${n}/${n - 1}`
  }
  if (near(Math.LN2)) return 'ln 2'
  if (near(Math.LOG2E)) return '1/ln 2'
  if (near(Math.LN10)) return 'ln 10'
  return near(Math.LOG10E) ? '1/ln 10' : null
}

/** Runs of consecutive numbers: [[1, 2, 3], [5]]. */
export function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run?.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
}
