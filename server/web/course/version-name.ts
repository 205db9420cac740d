import type { TFunction } from 'i18next'
import { dateTime } from '../dates.ts'
import type { Version } from './history.ts'

/** "Attempt 7" for what used an attempt, else what it was: "Run". */
export function versionName(t: TFunction<'history'>, { attempt, kind }: Version): string {
  return attempt === null ? t(kind) : t('attempt', { number: attempt })
}

/** With its time, which tells runs apart. */
export function versionAt(t: TFunction<'history'>, version: Version, timeZone: string): string {
  const time = dateTime(version.queuedAt, timeZone)
  return t('versionAt', { version: versionName(t, version), time })
}
