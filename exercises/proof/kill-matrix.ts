/** The proof as text: which case catches which wrong solution, and by how much. */
import type { Kill } from './problems.ts'
import type { Proof } from './proof.ts'

/** A proof for the terminal: one line per wrong solution, one column per case, then the tolerance and what is wrong. */
export function killMatrix(proof: Proof): string {
  const cases = proof.misconceptions[0]?.kills.map((kill) => kill.caseName) ?? []
  const idWidth = Math.max(4, ...proof.misconceptions.map(({ id }) => id.length))
  const nameWidth = Math.max(4, ...proof.misconceptions.map(({ name }) => name.length))
  const header = `  ${''.padEnd(idWidth)}  ${''.padEnd(nameWidth)}  ${cases.map((_, position) => String((position + 1) % 10)).join(' ')}   off by     named`
  const rows = proof.misconceptions.map(
    ({ id, name, kills, caught, namedAs, timesAllowed }) =>
      `  ${id.padEnd(idWidth)}  ${name.padEnd(nameWidth)}  ${kills.map(cell).join(' ')}   ` +
      `${times(timesAllowed).padEnd(9)}  ${caught ? (namedAs ?? 'no') : 'passes!'}`,
  )
  const caught = proof.misconceptions.filter((one) => one.caught).length
  const named = proof.misconceptions.filter((one) => one.namedAs === one.id).length
  return [
    `${proof.exercise}  (version ${proof.version})`,
    header,
    ...rows,
    '',
    ...cases.map((name, position) => `  case ${position + 1}: ${name}`),
    '',
    `  ${new Set(proof.solutions.map(({ style }) => style)).size} correct solutions pass; ` +
      `${caught} of ${proof.misconceptions.length} misconceptions caught, ${named} named`,
    `  correct solutions and engines use ${rounded(proof.floor)} of the tolerance (at most 0.2); ` +
      `the nearest wrong solution is ${times(proof.gap)} off (at least 100×)`,
    ...engineLines(proof),
    ...proof.problems.map((problem) => `  ✗ ${problem}`),
  ].join('\n')
}

function engineLines({ engines }: Proof): string[] {
  const backends = [...new Set(engines.map(({ backend }) => backend))]
  return backends.map((backend) => {
    const worst = Math.max(
      ...engines.filter((one) => one.backend === backend).map((one) => one.timesAllowed),
    )
    return `  engine ${backend} against the plain-loop solution: ${rounded(worst)} of the tolerance`
  })
}

/** ● more than 100 times the tolerance, ◐ wrong by less, · passes. */
function cell({ failed, timesAllowed }: Kill): string {
  if (!failed) return '·'
  return timesAllowed >= 100 ? '●' : '◐'
}

function times(value: number): string {
  return value === Infinity ? 'shape/NaN' : `${rounded(value)}×`
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)))
}
