import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Opened } from './questions.ts'
import classes from './workshop.module.css'

interface CheckProgressViewProps {
  readonly check: Opened['check']
  /** Null until a grader has said something. */
  readonly progress: Opened['progress']
}

/** A check on its way: what is being done, and every row as it comes. */
export function CheckProgressView({ check, progress }: CheckProgressViewProps): ReactNode {
  const { t } = useTranslation('workshop')
  if (check === 'waiting' || !progress) {
    return (
      <section className={classes.panel}>
        <p role="status">{check === 'waiting' ? t('waitingMeans') : t('startingMeans')}</p>
        <progress aria-label={t('progress')} />
      </section>
    )
  }
  const { step, solutions, misconceptions, of } = progress
  return (
    <>
      <section className={classes.panel}>
        <p role="status">{t('progressOf', { done: misconceptions.length, count: of })}</p>
        <progress value={misconceptions.length} max={Math.max(1, of)} aria-label={t('progress')} />
        <p className={classes.faint} lang="en">
          {step}
        </p>
      </section>
      {solutions.length > 0 && (
        <section>
          <Title order={2} size="h4">
            {t('solutions')}
          </Title>
          <ul className={classes.rows}>
            {solutions.map(({ style, passed }) => (
              <li key={style}>
                <Sign isGood={passed} /> <code>{style}</code>{' '}
                <span className={passed ? classes.faint : classes.bad}>
                  {passed ? t('solutionPassed') : t('solutionFailed')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {misconceptions.length > 0 && (
        <section>
          <Title order={2} size="h4">
            {t('misconceptions')}
          </Title>
          <ul className={classes.rows}>
            {misconceptions.map(({ id, sameAs, caught, named }) => (
              <li key={id}>
                <Sign isGood={caught && named} /> <span className={classes.faint}>{id}</span>{' '}
                <span lang="en">{sameAs}</span>{' '}
                <span className={caught && named ? classes.faint : classes.bad}>
                  {!caught ? t('notCaught') : named ? t('caughtNamed') : t('caughtNotNamed')}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function Sign({ isGood }: { isGood: boolean }): ReactNode {
  return (
    <span aria-hidden className={isGood ? classes.good : classes.bad}>
      {isGood ? '✓' : '✗'}
    </span>
  )
}
