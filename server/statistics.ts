/** How an exercise goes: who passes, after how many attempts and hours, and whether it tells the able from the rest. */
import type { Attempt, Grade } from './grades.ts'
import { scoreOf } from './scores.ts'

export interface ExerciseStatistics {
  readonly tried: number
  readonly passed: number
  /** How many passed with their first attempt, their second, and so on; the last counts all that took more. */
  readonly attemptsToPass: readonly number[]
  readonly medianAttempts: number | null
  /** From the first attempt to the one that passed, of those who passed. */
  readonly medianMinutes: number | null
  /** Means of shares of the points, from 0 to 1: of the first graded attempts, and of what counts, before lateness. */
  readonly firstShare: number | null
  readonly finalShare: number | null
  readonly discrimination: Discrimination
}

/** How well the exercise's score goes along with the rest of the grade, from -1 to 1. */
export type Discrimination =
  | { readonly kind: 'known'; readonly value: number; readonly students: number }
  /** Fewer than `leastStudents` have a score here and elsewhere. */
  | { readonly kind: 'tooFew'; readonly students: number }
  /** All have the same score, here or elsewhere: nothing can go along with it. */
  | { readonly kind: 'allEqual'; readonly students: number }

/** Below this, a correlation says more about chance than about the exercise. */
export const leastStudents = 10
const mostBars = 8
const minute = 60_000

/** `attempts` are those of this assignment; `grades` those of every student of the course. */
export function statisticsOf(
  assignmentId: string,
  attempts: readonly Attempt[],
  grades: ReadonlyMap<string, Grade<Attempt>>,
): ExerciseStatistics {
  const work = [...Map.groupBy(attempts, ({ userId }) => userId).values()].map((ones) =>
    ones
      .filter(({ verdict }) => verdict !== 'graderError')
      .sort((one, other) => one.queuedAt.getTime() - other.queuedAt.getTime()),
  )
  const tried = work.filter((ones) => ones.some(({ verdict }) => verdict !== null))
  const passes = tried.flatMap((ones) => passOf(ones) ?? [])
  const tries = passes.map((pass) => pass.attempts)
  const finals = [...grades.values()].flatMap((grade) => {
    const counted = grade.assignments.find(({ assignment }) => assignment.id === assignmentId)
    return counted?.counted ? [counted.counted.score / counted.counted.outOf] : []
  })
  return {
    tried: tried.length,
    passed: passes.length,
    attemptsToPass: barsOf(tries),
    medianAttempts: median(tries),
    medianMinutes: median(passes.map(({ minutes }) => minutes)),
    firstShare: mean(tried.flatMap(firstShareOf)),
    finalShare: mean(finals),
    discrimination: discriminationOf(assignmentId, [...grades.values()]),
  }
}

function passOf(attempts: readonly Attempt[]): { attempts: number; minutes: number } | null {
  const at = attempts.findIndex(({ verdict }) => verdict === 'passed')
  const [first, pass] = [attempts[0], attempts[at]]
  if (!first || !pass) return null
  return {
    attempts: at + 1,
    minutes: (pass.queuedAt.getTime() - first.queuedAt.getTime()) / minute,
  }
}

function firstShareOf(attempts: readonly Attempt[]): number[] {
  const first = attempts.find((one) => scoreOf(one) !== null)
  const score = first && scoreOf(first)
  return first?.maxPoints && score !== null && score !== undefined ? [score / first.maxPoints] : []
}

function barsOf(tries: readonly number[]): number[] {
  const most = Math.min(mostBars, Math.max(0, ...tries))
  return Array.from(
    { length: most },
    (_, at) => tries.filter((one) => Math.min(one, mostBars) === at + 1).length,
  )
}

/** Pearson's correlation of the score here with the weighted share of all other graded assignments. */
function discriminationOf(assignmentId: string, grades: readonly Grade<Attempt>[]): Discrimination {
  const pairs = grades.flatMap(({ assignments }) => {
    const graded = assignments.flatMap(({ assignment, counted }) =>
      counted && assignment.maxPoints > 0
        ? [{ ...assignment, share: counted.points / assignment.maxPoints }]
        : [],
    )
    const here = graded.find(({ id }) => id === assignmentId)
    const rest = graded.filter(({ id }) => id !== assignmentId)
    const weights = rest.reduce((sum, { weight }) => sum + weight, 0)
    if (!here || weights === 0) return []
    return [
      [here.share, rest.reduce((sum, one) => sum + one.weight * one.share, 0) / weights] as const,
    ]
  })
  const students = pairs.length
  if (students < leastStudents) return { kind: 'tooFew', students }
  const value = correlation(pairs)
  return value === null ? { kind: 'allEqual', students } : { kind: 'known', value, students }
}

function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const meanX = mean(pairs.map(([x]) => x)) ?? 0
  const meanY = mean(pairs.map(([, y]) => y)) ?? 0
  let [xx, yy, xy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2
    yy += (y - meanY) ** 2
    xy += (x - meanX) * (y - meanY)
  }
  // What rounding leaves of equal numbers is no spread.
  return xx < 1e-12 || yy < 1e-12 ? null : xy / Math.sqrt(xx * yy)
}

export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length
}
