/** A cluster in words. */
import type { TFunction } from 'i18next'
import { inertLine } from '../../../../grader/explain.ts'
import type { Cluster } from './clusters-query.ts'

/** What has a word of its own, by its kind. */
const findings = [
  ...(['values', 'nonFinite', 'shape', 'dtype', 'type', 'text', 'invariant'] as const),
  ...(['inputChanged', 'threw', 'forbiddenOperation', 'timeLimit', 'memoryLimit'] as const),
  ...(['outputLimit', 'sandboxCrash', 'syntax', 'import', 'missingExport', 'source'] as const),
  'notImplemented',
] as const

type Words = TFunction<'clusters'>

/** What was found, such as "Wrong values". */
export function findingName(t: Words, finding: string | null): string {
  const known = findings.find((one) => one === finding)
  return known === undefined ? t('otherFinding', { kind: finding ?? '' }) : t(known)
}

/** What was found and in which case. */
export function foundIn(t: Words, { finding, failedCase }: Cluster): string {
  const name = findingName(t, finding)
  return failedCase === null ? name : t('inCase', { finding: name, name: inertLine(failedCase) })
}

/** The sentence that a cluster goes by. */
export function clusterName(t: Words, cluster: Cluster): string {
  const { misconception } = cluster
  if (!misconception) return foundIn(t, cluster)
  const { sameAs } = misconception
  return sameAs === null ? t('unknown') : t('sameAs', { sameAs })
}
