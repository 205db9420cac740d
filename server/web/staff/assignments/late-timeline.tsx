/** What late work counts, as steps over time: the further right, the later; the higher, the more. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { percent } from '../../percent.ts'
import classes from './assignments.module.css'
import { hoursText } from './hours.ts'

interface Step {
  readonly hours: number
  readonly credit: number
}

const size = { width: 160, height: 40, inTime: 24 } as const

export function LateTimeline({ steps }: { steps: readonly Step[] }): ReactNode {
  const { t } = useTranslation('assignments')
  const last = steps.at(-1)
  if (!last) return <span className={classes.faint}>{t('noLate')}</span>
  const x = (hours: number) => size.inTime + (hours / last.hours) * (size.width - size.inTime)
  const bars = [
    { from: 0, to: size.inTime, credit: 1 },
    ...steps.map(({ hours, credit }, at) => ({
      ...{ from: x(steps[at - 1]?.hours ?? 0), to: x(hours), credit },
    })),
  ]
  return (
    <div className={classes.timeline}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden className={classes.drawing}>
        {bars.map(({ from, to, credit }, at) => (
          <rect
            key={at}
            className={at === 0 ? classes.inTime : classes.late}
            x={from}
            width={Math.max(0, to - from - 1)}
            y={size.height * (1 - credit)}
            height={size.height * credit}
          />
        ))}
        <line x1="0" x2={size.width} y1={size.height} y2={size.height} className={classes.axis} />
        <line x1={size.inTime} x2={size.inTime} y1="0" y2={size.height} className={classes.axis} />
      </svg>
      <ol className={classes.steps}>
        {steps.map(({ hours, credit }) => (
          <li key={hours}>{t('step', { credit: percent(credit), hours: hoursText(hours) })}</li>
        ))}
      </ol>
    </div>
  )
}
