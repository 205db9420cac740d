import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../grader/explain.ts'
import { Fold } from './fold.tsx'
import classes from './report.module.css'

/** What the student's code wrote to the console: text that nothing obeys. */
export function Printed({ text, cut }: { text: string; cut: boolean }): ReactNode {
  const { t } = useTranslation('report')
  const printed = text.trimEnd()
  if (printed === '') return null
  return (
    <Fold title={t('console')} note={t('consoleLines', { count: printed.split('\n').length })}>
      <pre className={classes.text} tabIndex={0} dir="ltr">
        {inert(printed)}
      </pre>
      {cut && <p className={classes.faint}>{t('consoleCut')}</p>}
    </Fold>
  )
}
