import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { explainFinding } from '../../../grader/explain.ts'
import type { Finding, Report } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import { Evidence } from './evidence.tsx'
import { Hints } from './hints.tsx'
import classes from './report.module.css'
import type { GoToLine, Reported } from './submission.ts'

/** A finding about the file and not about one case; or about us. */
export function WholeFile({
  finding,
  report,
  submission,
  onGoToLine,
}: {
  finding: Finding
  report: Report
  submission: Reported
  onGoToLine: GoToLine | undefined
}): ReactNode {
  const { t } = useTranslation('report')
  const isOurs = finding.kind === 'graderFault'
  return (
    <section className={classes.case} data-state={isOurs ? 'ours' : 'failed'}>
      <h3 className={classes.caseName}>{isOurs ? t('oursTitle') : t('wholeFile')}</h3>
      <p className={classes.sentence}>
        {explainFinding(finding, { subject: report.exercise, language: currentLanguage() })}
      </p>
      <Evidence finding={finding} report={report} result={null} onGoToLine={onGoToLine} />
      <Hints submission={submission} />
    </section>
  )
}
