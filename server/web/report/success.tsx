import { Anchor, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { farthestSentence } from '../../../grader/explain.ts'
import type { Report } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import { duration } from './duration.ts'
import classes from './report.module.css'

/** All cases pass: what has been built, how it compares, and where to go on. */
export function Success({
  report,
  built,
  next,
  course,
}: {
  report: Report
  built: string | undefined
  next: { readonly href: string; readonly title: string } | null | undefined
  course: string | undefined
}): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  const { mode, referenceMilliseconds, timings } = report
  const yours = duration(timings.runMilliseconds, language)
  if (mode === 'run') return <p className={classes.sentence}>{t('runPassed')}</p>
  return (
    <section className={classes.success}>
      {built && <p className={classes.built}>{built}</p>}
      <p className={classes.faint}>
        {farthestSentence(report, language)}{' '}
        {referenceMilliseconds === null
          ? t('speedAlone', { yours })
          : t('speed', { yours, reference: duration(referenceMilliseconds, language) })}
      </p>
      {next && (
        <Button component={Link} href={next.href} color="green.9" size="sm">
          {t('nextExercise', { title: next.title })}
        </Button>
      )}
      {next === null && course !== undefined && (
        <Anchor component={Link} href={`/courses/${course}`}>
          {t('allDone')}
        </Anchor>
      )}
    </section>
  )
}
