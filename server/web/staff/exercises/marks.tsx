/** Numbers of an exercise as signs and words. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '../../grades/numbers.ts'
import classes from './exercises.module.css'
import type { Numbers } from './questions.ts'

/** From 0 to 1, as a bar and in percent. */
export function Share({ of }: { of: number | null }): ReactNode {
  const { t } = useTranslation('statistics')
  if (of === null) return '–'
  const percent = Math.round(100 * of)
  return (
    <span className={classes.share}>
      <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className={classes.bar}>
        <rect width="100" height="8" className={classes.ground} />
        <rect width={percent} height="8" className={classes.filled} />
      </svg>
      {t('percent', { value: percent })}
    </span>
  )
}

export function DiscriminationMark({ of }: { of: Numbers['discrimination'] }): ReactNode {
  const { t } = useTranslation('statistics')
  const { kind, students: count } = of
  if (kind !== 'known') {
    return (
      <span className={classes.faint} title={t(`${kind}Means`, { count })}>
        {t(kind)}
      </span>
    )
  }
  return (
    <span
      className={of.value < 0 ? classes.bad : undefined}
      title={t('discriminationMeans', { count })}
    >
      {number(of.value).replace('-', '−')}
    </span>
  )
}

export function HealthMark({ of }: { of: Numbers['health'] }): ReactNode {
  const { t } = useTranslation('statistics')
  const signs = { proved: '✓', problems: '✗', older: '◷', unchecked: '–' } as const
  const tones = {
    proved: classes.good,
    problems: classes.bad,
    older: classes.ours,
    unchecked: classes.faint,
  }
  return (
    <span className={tones[of]}>
      <span aria-hidden>{signs[of]}</span> {t(of)}
    </span>
  )
}
