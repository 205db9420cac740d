import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { inertLine } from '../../../grader/explain.ts'
import type { SourcePlace } from '../../../grader/report.ts'
import classes from './report.module.css'
import type { GoToLine } from './submission.ts'

/** The student's own line, with a caret under the column. */
export function CodeLine({
  place: { line, column, lineText },
  note,
  onGoToLine,
}: {
  place: SourcePlace
  note: string
  onGoToLine: GoToLine | undefined
}): ReactNode {
  const { t } = useTranslation('report')
  const before = inertLine(lineText.slice(0, column - 1), 2000)
  const after = inertLine(lineText.slice(column - 1), 2000)
  return (
    <div className={classes.codeLine}>
      <pre tabIndex={0} aria-label={t('line', { line })}>
        <span className={classes.lineNumber}>{line}</span>
        {before}
        <mark>{after.slice(0, 1) || ' '}</mark>
        {after.slice(1)}
        {'\n'}
        <span aria-hidden>
          <span className={classes.lineNumber} />
          {before.replaceAll(/\S/gu, ' ')}
          <span className={classes.bad}>^</span> {note}
        </span>
      </pre>
      {onGoToLine && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            onGoToLine(line, column)
          }}
        >
          {t('goToLine', { line })}
        </Button>
      )}
    </div>
  )
}
