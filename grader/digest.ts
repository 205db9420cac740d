/** What a report says first: the columns by which submissions are filtered and gathered in clusters. */
import type { CaseResult, Report } from './report.ts'

export interface Digest {
  /** The diagnosed misconception's id. */
  readonly misconception: string | null
  readonly failedCase: string | null
  /** The kind of the first finding, such as `values`. */
  readonly finding: string | null
  /** The largest difference of any case, in multiples of what is allowed; null where something else than values was wrong, or it is infinite. */
  readonly timesAllowed: number | null
}

export function digest(report: Report): Digest {
  const failed = report.firstFailure === null ? null : report.cases[report.firstFailure]
  const times = report.cases.filter(({ skipped }) => !skipped).map(timesOf)
  const largest = Math.max(0, ...times)
  return {
    misconception: report.diagnosis?.misconception?.id ?? null,
    failedCase: failed?.name ?? null,
    finding: (failed?.finding ?? report.finding)?.kind ?? null,
    timesAllowed: times.length > 0 && Number.isFinite(largest) ? largest : null,
  }
}

function timesOf({ verdict, timesAllowed, finding }: CaseResult): number {
  if (verdict === 'passed') return Number(timesAllowed ?? 0)
  return finding && 'timesAllowed' in finding ? Number(finding.timesAllowed ?? Infinity) : Infinity
}
