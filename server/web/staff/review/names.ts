/** How people and numbers of a review are written. */
import type { TFunction } from 'i18next'
import { currentLanguage } from '../../language.ts'
import { timesNumber } from '../../report/numbers.ts'
import { pointsText } from '../../report/points.ts'
import type { Opened } from './opened.ts'

/** By name, or by pseudonym where reviews are anonymous. */
export function studentName(
  t: TFunction<'review'>,
  { name, pseudonym }: Opened['student'],
): string {
  return name ?? t('pseudonym', { name: pseudonym ?? '' })
}

/** "4.5 of 6"; empty where there are none. */
export function pointsOf(
  t: TFunction<'review'>,
  points: number | null,
  maxPoints: number | null,
): string {
  if (points === null || maxPoints === null) return ''
  return t('pointsOf', { points: pointsText(points), max: pointsText(maxPoints) })
}

/** The exercise with its code, such as "A3 Attention". */
export function exerciseTitle({ code, title }: Opened['exercise']): string {
  return code === '' ? title : `${code} ${title}`
}

/** "1.3 × allowed"; empty where nothing was compared. */
export function timesText(t: TFunction<'review'>, times: number | null): string {
  return times === null ? '' : t('timesAllowed', { times: timesNumber(times, currentLanguage()) })
}
