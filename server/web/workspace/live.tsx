/** A submission on its way: its place in the queue, then each case as it ends. */
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../language.ts'
import classes from './live.module.css'
import type { LiveCase, LiveState } from './live-state.ts'

export function Live({ live }: { live: LiveState }): ReactNode {
  const { t } = useTranslation('workspace')
  return (
    <div className={classes.live}>
      {live.reference !== null && (
        <p className={classes.ours} role="alert">
          {t('requeued', { reference: live.reference })}
        </p>
      )}
      <p className={classes.phase}>
        <Phase live={live} />
      </p>
      {live.of !== null && (
        <ol className={classes.cases} aria-label={t('cases')}>
          {Array.from({ length: live.of }, (_, index) => (
            <Chip key={index} ended={live.cases[index]} />
          ))}
        </ol>
      )}
    </div>
  )
}

function Phase({ live }: { live: LiveState }): ReactNode {
  const { t } = useTranslation('workspace')
  const { phase, position, etaMilliseconds, paused, cases, of } = live
  if (phase === 'superseded') return t('superseded')
  if (phase === 'sent') return t('sent')
  if (phase === 'started') {
    if (of === null) return t('grading')
    const done = cases.filter((one) => one).length
    return `${t('grading')} · ${t('casesDone', { done, of })}`
  }
  if (phase === 'finished') return t('fetchingReport')
  if (paused !== null) return t('paused', { reason: paused })
  const place = position ? t('queued', { count: position }) : t('queuedNext')
  return etaMilliseconds === null ? place : `${place} · ${eta(etaMilliseconds)}`

  function eta(milliseconds: number): string {
    const seconds = Math.round(milliseconds / 1000)
    if (seconds < 2) return t('soon')
    const [amount, unit] = seconds < 90 ? [seconds, 'second'] : [Math.round(seconds / 60), 'minute']
    const time = new Intl.NumberFormat(currentLanguage(), {
      ...{ style: 'unit', unit, unitDisplay: 'long' },
    }).format(amount)
    return t('eta', { time })
  }
}

function Chip({ ended }: { ended: LiveCase | undefined }): ReactNode {
  const { t } = useTranslation('workspace')
  if (!ended) return <li className={classes.chip} aria-hidden />
  const passed = ended.verdict === 'passed'
  return (
    <li className={classes.chip} data-passed={passed}>
      <span aria-hidden>{passed ? '✓' : '✗'}</span> {ended.name}
      <VisuallyHidden>{passed ? t('casePassed') : t('caseFailed')}</VisuallyHidden>
    </li>
  )
}
