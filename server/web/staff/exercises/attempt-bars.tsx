/** How many passed with their first attempt, their second, and so on. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './exercises.module.css'

const [step, height, top] = [44, 96, 18] as const

export function AttemptBars({ counts }: { counts: readonly number[] }): ReactNode {
  const { t } = useTranslation('statistics')
  const most = Math.max(1, ...counts)
  // The eighth stands for all that took more.
  const labels = counts.map((_, at) => (at === 7 ? '8+' : `${at + 1}`))
  const list = counts
    .map((count, at) => t('attemptsItem', { attempt: labels[at]!, count }))
    .join(', ')
  return (
    <svg
      role="img"
      aria-label={t('attemptsText', { list })}
      viewBox={`0 0 ${counts.length * step} ${top + height + 20}`}
      width={counts.length * step}
      className={classes.bars}
    >
      {counts.map((count, at) => {
        const size = (height * count) / most
        const middle = at * step + step / 2
        return (
          <g key={at}>
            <rect x={at * step + 6} y={top + height - size} width={step - 12} height={size} />
            <text x={middle} y={top + height - size - 5}>
              {count}
            </text>
            <text x={middle} y={top + height + 16} className={classes.axis}>
              {labels[at]}
            </text>
          </g>
        )
      })}
      <line x1="0" x2={counts.length * step} y1={top + height} y2={top + height} />
    </svg>
  )
}
