/** What shows a finding, beside the sentence: numbers, maps, shapes, a line of code. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fromAnyNumber, inertLine, wordsFor } from '../../../grader/explain.ts'
import type { CaseResult, Finding, Report } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import { CodeLine } from './code-line.tsx'
import { NumbersTable } from './numbers-table.tsx'
import { timesNumber } from './numbers.ts'
import classes from './report.module.css'
import type { GoToLine } from './submission.ts'
import { ShapeBoxes } from './shape-boxes.tsx'
import { comparisonOf, TensorDiff } from './tensor-diff.tsx'

export function Evidence({
  finding,
  report,
  result,
  onGoToLine,
}: {
  finding: Finding
  report: Report
  /** The case that has the finding; null where it is the whole file's. */
  result: CaseResult | null
  onGoToLine: GoToLine | undefined
}): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  const { sentences } = wordsFor(language)
  switch (finding.kind) {
    case 'values':
    case 'nonFinite': {
      const comparison = comparisonOf(finding)
      const tooLarge = finding.first !== null && finding.expected === null
      return (
        <>
          <NumbersTable finding={finding} tolerance={report.tolerance} />
          {comparison && <TensorDiff comparison={comparison} tolerance={report.tolerance} />}
          {tooLarge && <p className={classes.faint}>{t('tooLarge')}</p>}
        </>
      )
    }
    case 'shape':
      return <ShapeBoxes finding={finding} />
    case 'syntax':
    case 'import':
    case 'forbiddenOperation':
    case 'threw': {
      const calling = finding.kind === 'threw' && finding.while === 'calling' && result
      const note = calling
        ? sentences.whileRunning(report.cases.indexOf(calling) + 1, report.cases.length)
        : ''
      return finding.place && <CodeLine place={finding.place} note={note} onGoToLine={onGoToLine} />
    }
    case 'type':
    case 'dtype':
      return <TwoTexts expected={finding.expected} yours={inertLine(finding.found)} />
    case 'text':
      return (
        finding.expected !== null &&
        finding.yours !== null && (
          <TwoTexts
            expected={inertLine(finding.expected, 4000)}
            yours={inertLine(finding.yours, 4000)}
          />
        )
      )
    case 'invariant': {
      const times = finding.timesAllowed === null ? NaN : fromAnyNumber(finding.timesAllowed)
      return (
        Number.isFinite(times) && (
          <p className={classes.faint}>
            {t('invariantTimes', { times: timesNumber(times, language) })}
          </p>
        )
      )
    }
    case 'timeLimit': {
      const at = result ? report.cases.indexOf(result) : 0
      const before = report.cases
        .slice(0, at)
        .map(({ name, milliseconds }, index) => ({ name, milliseconds, number: index + 1 }))
      return before.length > 0 && <p>{sentences.timesBefore(before)}</p>
    }
    default:
      return null
  }
}

/** What was wanted above what was found. */
function TwoTexts({ expected, yours }: { expected: string; yours: string }): ReactNode {
  const { labels } = wordsFor(currentLanguage())
  return (
    <dl className={classes.two}>
      <dt>{labels.expected}</dt>
      <dd>{expected}</dd>
      <dt>{labels.yours}</dt>
      <dd className={classes.bad}>{yours}</dd>
    </dl>
  )
}
