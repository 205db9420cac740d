/** Are the values right, but computed or rounded with few digits? */
import type { Pattern } from '../report.ts'
import type { WrongValues } from './values.ts'

/**
 * Errors as rounding makes them: relative to the values all small and of one size, up as often as
 * down, and towards zero as often as away from it. A wrong formula pulls to one side.
 */
export function precisionPattern({ expected, yours, dtype }: WrongValues): Pattern | null {
  if (dtype === 'bool' || dtype === 'int32') return null
  const cells = Array.from(expected, (due, position) => {
    const off = (yours[position] as number) - due
    return { off, away: off * Math.sign(due), relative: Math.abs(off / due) }
  }).filter(({ relative }) => Number.isFinite(relative) && relative > 0)
  if (cells.length < 16) return null

  const relative = cells.map((cell) => cell.relative).sort((one, other) => one - other)
  const quantile = (share: number) => relative[Math.floor(relative.length * share)] as number
  const balanced = (holds: (cell: (typeof cells)[number]) => boolean) => {
    const share = cells.filter(holds).length / cells.length
    return share > 0.3 && share < 0.7
  }
  const likeRounding =
    quantile(0.5) < 5e-3 &&
    quantile(0.9) < 20 * quantile(0.5) &&
    balanced(({ off }) => off > 0) &&
    balanced(({ away }) => away > 0)
  return likeRounding ? { kind: 'lowPrecision', relativeError: quantile(0.5) } : null
}
