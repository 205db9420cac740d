import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../language.ts'
import classes from './clusters.module.css'

interface DayLineProps {
  readonly days: readonly string[]
  readonly counts: readonly number[]
}

/** How many submissions a cluster got each day, as small bars. */
export function DayLine({ days, counts }: DayLineProps): ReactNode {
  const { t } = useTranslation('clusters')
  const most = Math.max(1, ...counts)
  const from = dayName(days[0])
  const to = dayName(days.at(-1))
  return (
    <div className={classes.days}>
      <div
        role="img"
        className={classes.bars}
        aria-label={t('perDay', { from, to, counts: counts.join(', ') })}
      >
        {counts.map((count, at) => (
          <span
            key={days[at]}
            title={`${dayName(days[at])}: ${count}`}
            data-some={count > 0 || undefined}
            style={{ height: `${(100 * count) / most}%` }}
          />
        ))}
      </div>
      <p aria-hidden className={classes.ends}>
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  )
}

/** A day as the server names it is one of the course's, whatever the time is here. */
function dayName(day: string | undefined): string {
  if (day === undefined) return ''
  return new Intl.DateTimeFormat(currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ day: 'numeric', month: 'short', timeZone: 'UTC' },
  }).format(new Date(day))
}
