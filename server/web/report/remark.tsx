import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inert } from '../../../grader/explain.ts'
import classes from './code-lines.module.css'

interface RemarkProps {
  readonly line: number
  readonly endLine: number
  readonly text: string
  /** What can be done with it. */
  readonly children?: ReactNode
}

/** What somebody says about lines of the code; stands below the last of them. */
export function Remark({ line, endLine, text, children }: RemarkProps): ReactNode {
  const { t } = useTranslation('report')
  const where = line === endLine ? t('remarkLine', { line }) : t('remarkLines', { line, endLine })
  return (
    <div role="note" aria-label={where} className={classes.remark}>
      <p className={classes.where}>{where}</p>
      <p>{inert(text)}</p>
      {children}
    </div>
  )
}
