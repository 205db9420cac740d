/** What a proof finds wrong with an exercise, each with what to do. */
import type { ExerciseFacts } from '../exercise.ts'

/** How a wrong solution fares in one case. `timesAllowed` is Infinity where shape, type or finiteness already differ. */
export interface Kill {
  readonly caseName: string
  readonly failed: boolean
  readonly timesAllowed: number
}

export interface MisconceptionProof {
  readonly id: string
  readonly name: string
  readonly sameAs: string
  readonly kills: readonly Kill[]
  readonly caught: boolean
  /** The id that the report gives; null when it gives none. */
  readonly namedAs: string | null
  /** The largest |its value − expected| / allowed over all cases. */
  readonly timesAllowed: number
}

/** Whether the tolerance lies between what correct solutions and what wrong ones differ by. */
export function toleranceProblems(
  { tolerance }: ExerciseFacts,
  floor: number,
  misconceptions: readonly MisconceptionProof[],
): string[] {
  const problems: string[] = []
  if (floor > 0.2) {
    problems.push(
      `correct solutions or engines use ${show(floor)} of the tolerance; at most 0.2 is allowed: ` +
        `make the tolerance ${show(floor / 0.2)} times wider, or the inputs gentler`,
    )
  }
  for (const { id, name, timesAllowed } of misconceptions) {
    if (timesAllowed < 100) {
      problems.push(
        `misconception ${id} (${name}) is at most ${show(timesAllowed)} times the tolerance off; at least ` +
          `100 is wanted: add a case on which the mistake shows, or make the tolerance narrower`,
      )
    }
  }
  // The stored numbers are shown to students; they were measured elsewhere, so only their order must hold.
  if (floor > tolerance.floor * 3 + 0.02) {
    problems.push(
      `tolerance.floor says ${show(tolerance.floor)}, but ${show(floor)} was measured; store what is measured`,
    )
  }
  const gap = Math.min(...misconceptions.map((one) => one.timesAllowed))
  if (gap < tolerance.gap / 3 && Number.isFinite(gap)) {
    problems.push(
      `tolerance.gap says ${show(tolerance.gap)}, but ${show(gap)} was measured; store what is measured`,
    )
  }
  return problems
}

/** Whether every wrong solution is caught and named, and every invariant catches one. */
export function misconceptionProblems(
  exercise: ExerciseFacts,
  misconceptions: readonly MisconceptionProof[],
): string[] {
  const problems: string[] = []
  if (misconceptions.length < 5) {
    problems.push(`misconceptions.ts has ${misconceptions.length}; at least five are wanted`)
  }
  for (const { id, name, caught, namedAs } of misconceptions) {
    if (!caught) problems.push(`misconception ${id} (${name}) passes; add a case that it fails`)
    else if (namedAs !== id) {
      problems.push(
        `misconception ${id} (${name}) is named ${namedAs ?? 'nothing'} in the report; ` +
          `add or reorder cases so that its numbers are its own`,
      )
    }
  }
  for (const aCase of exercise.cases) {
    const kills = misconceptions.some((one) =>
      one.kills.some((kill) => kill.caseName === aCase.name && kill.failed),
    )
    if (aCase.kind === 'invariant' && !kills) {
      problems.push(
        `the invariant "${aCase.name}" fails for no misconception; it tests nothing known`,
      )
    }
  }
  return problems
}

function show(value: number): string {
  return String(Number(value.toPrecision(3)))
}
