import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import { duration } from './duration.ts'
import { Fold } from './fold.tsx'
import classes from './report.module.css'

/** What the values were compared with, how strictly, and how long everything took. */
export function Details({ report: { tolerance, engine, timings } }: { report: Report }): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  return (
    <Fold title={t('details')}>
      <dl className={classes.two}>
        <dt>{t('tolerance')}</dt>
        <dd>{t('toleranceIs', tolerance)}</dd>
        {engine && (
          <>
            <dt>{t('engine')}</dt>
            <dd>{engine.description}</dd>
          </>
        )}
        <dt>{t('timings')}</dt>
        <dd>
          {t('timingsAre', {
            compile: duration(timings.compileMilliseconds, language),
            expected: duration(timings.expectedMilliseconds, language),
            run: duration(timings.runMilliseconds, language),
            total: duration(timings.totalMilliseconds, language),
          })}
        </dd>
      </dl>
    </Fold>
  )
}
