import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage } from '../../language.ts'
import { duration } from '../../report/duration.ts'
import type { Opened } from './opened.ts'
import classes from './review.module.css'

/** With what the submission was graded; limits, engine and times of the run itself stand in its report. */
export function RunFacts({ opened: { run, hints } }: { opened: Opened }): ReactNode {
  const { t } = useTranslation('review')
  const language = currentLanguage()
  return (
    <section className={classes.panel} aria-labelledby="review-run">
      <div className={classes.sectionHead}>
        <h2 id="review-run">{t('run')}</h2>
      </div>
      <dl className={classes.facts}>
        {run.seedIndex !== null && (
          <div>
            <dt>{t('seed')}</dt>
            <dd>{run.seedIndex}</dd>
          </div>
        )}
        <div>
          <dt>{t('version')}</dt>
          <dd>
            <code title={run.exerciseVersion}>{run.exerciseVersion.slice(0, 10)}</code>{' '}
            {!run.isCurrentVersion && t('versionOld')}
          </dd>
        </div>
        {run.worker !== null && (
          <div>
            <dt>{t('worker')}</dt>
            <dd>
              {run.worker}
              {run.claims > 1 && `, ${t('claims', { count: run.claims })}`}
            </dd>
          </div>
        )}
        {run.faultReference !== null && (
          <div>
            <dt>{t('fault')}</dt>
            <dd>{run.faultReference}</dd>
          </div>
        )}
        <div>
          <dt>{t('waited')}</dt>
          <dd>{duration(run.waitedMilliseconds, language)}</dd>
        </div>
        <div>
          <dt>{t('graded')}</dt>
          <dd>{duration(run.gradedMilliseconds, language)}</dd>
        </div>
        {hints.ladder.length > 0 && (
          <div>
            <dt>{t('hintsAsked')}</dt>
            <dd>{t('hintsAre', { unlocked: hints.unlocked, total: hints.ladder.length })}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
