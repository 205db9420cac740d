import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Opened } from './questions.ts'
import classes from './regrades.module.css'

const minuteMilliseconds = 60_000

/** How many of the shadows are graded, and how long the rest will take. */
export function Progress({ regrade }: { regrade: Opened }): ReactNode {
  const { t } = useTranslation('regrades')
  const { graded, submissions, etaMilliseconds } = regrade
  const minutes = etaMilliseconds === null ? null : Math.round(etaMilliseconds / minuteMilliseconds)
  const left =
    minutes === null ? t('etaUnknown') : minutes < 1 ? t('etaSoon') : t('eta', { count: minutes })
  return (
    <div className={classes.progress}>
      <p role="status">
        <strong>{t('gradedOf', { graded, submissions })}</strong>, {left}
      </p>
      <progress value={graded} max={submissions} aria-label={t('progressLabel')} />
      <p className={classes.faint}>{t('previewLater')}</p>
    </div>
  )
}
