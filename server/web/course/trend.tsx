/** The points of each attempt as a strip, the best of them in words. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { bestAttempt, scoredAttempts, type Version } from './history.ts'
import classes from './trend.module.css'

export function Trend({ versions }: { versions: readonly Version[] }): ReactNode {
  const { t } = useTranslation('history')
  const scored = scoredAttempts(versions)
  const best = bestAttempt(scored)
  const runs = versions.filter(({ kind }) => kind === 'run').length
  const attempts = versions.filter(({ attempt }) => attempt !== null).length
  return (
    <div className={classes.trend}>
      <p className={classes.words}>
        {best && (
          <strong>
            {t('best', { points: best.points, max: best.maxPoints, number: best.attempt })}
          </strong>
        )}
        <span>{t('counted', { count: attempts })}</span>
        <span>{t('runs', { count: runs })}</span>
      </p>
      {best && scored.length > 1 && (
        <div
          role="img"
          className={classes.strip}
          aria-label={t('trendText', {
            last: scored.at(-1)!.attempt,
            max: best.maxPoints,
            points: scored.map(({ points }) => points).join(', '),
          })}
        >
          {scored.map((one) => (
            <span
              key={one.id}
              className={one.points === one.maxPoints ? classes.full : classes.part}
              style={{ height: `${(100 * one.points) / one.maxPoints}%` }}
            />
          ))}
        </div>
      )}
    </div>
  )
}
