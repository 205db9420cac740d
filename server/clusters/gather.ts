/** Gathers failed attempts by what went wrong. A pure function of the attempts of one exercise. */
import type { Standing } from '../api/clusters.ts'

export interface Attempt {
  readonly id: string
  readonly userId: string
  readonly queuedAt: Date
  readonly verdict: string
  readonly misconception: string | null
  readonly failedCase: string | null
  readonly finding: string | null
}

export interface Member {
  readonly userId: string
  /** Their newest in the cluster. */
  readonly newest: Attempt
  readonly standing: Standing
}

export interface Gathered {
  readonly key: string
  readonly attempts: readonly Attempt[]
  /** The attempt that was handed in last. */
  readonly newest: Attempt
  readonly members: readonly Member[]
}

/** What names an attempt's cluster: the misconception, else what was found and the case in which. */
export function clusterOf({ misconception, finding, failedCase, verdict }: Attempt): string {
  if (misconception !== null) return misconception
  return [finding ?? verdict, ...(failedCase === null ? [] : [failedCase])].join(' · ')
}

/**
 * The clusters of an exercise's attempts, which come oldest first. With `newest` a student is a member
 * of the cluster of their newest failure alone, with `all` of every one that they were ever in. From the
 * one with the most students who are in it now.
 */
export function gather(attempts: readonly Attempt[], which: 'newest' | 'all'): Gathered[] {
  const failures = attempts.filter(({ verdict }) => verdict !== 'passed')
  const lastFailures = new Map(failures.map((one) => [one.userId, one]))
  const lastPasses = new Map(
    attempts
      .map((one, at) => ({ one, at }))
      .filter(({ one }) => one.verdict === 'passed')
      .map(({ one, at }) => [one.userId, at]),
  )
  const places = new Map(attempts.map(({ id }, at) => [id, at]))

  function standingOf(newest: Attempt): Standing {
    const passedAt = lastPasses.get(newest.userId) ?? -1
    if (passedAt > (places.get(newest.id) ?? 0)) return 'passed'
    return lastFailures.get(newest.userId)?.id === newest.id ? 'here' : 'elsewhere'
  }

  return [...Map.groupBy(failures, clusterOf)]
    .flatMap(([key, inIt]): Gathered[] => {
      const members = [...new Map(inIt.map((one) => [one.userId, one])).values()]
        .map((newest) => ({ userId: newest.userId, newest, standing: standingOf(newest) }))
        .filter(
          ({ newest }) => which === 'all' || lastFailures.get(newest.userId)?.id === newest.id,
        )
      const newest = inIt.at(-1)
      return members.length === 0 || !newest ? [] : [{ key, attempts: inIt, newest, members }]
    })
    .sort(
      (one, other) =>
        countOf(other, 'here') - countOf(one, 'here') ||
        other.members.length - one.members.length ||
        (one.key < other.key ? -1 : 1),
    )
}

export function countOf({ members }: Gathered, standing: Standing): number {
  return members.filter((one) => one.standing === standing).length
}
