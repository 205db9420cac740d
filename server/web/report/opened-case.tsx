/** One case, explained: what is wrong in a sentence, what is seen in it, and the evidence. */
import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import {
  againCommand,
  explainFinding,
  explainPatterns,
  fromAnyNumber,
  otherCasesSentence,
  wordsFor,
} from '../../../grader/explain.ts'
import type { CaseResult, Finding, Report } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import { panelId, stateOf } from './case-chips.tsx'
import { CopyLine } from './copy-line.tsx'
import { Evidence } from './evidence.tsx'
import { Fold } from './fold.tsx'
import { Hints } from './hints.tsx'
import { Inputs } from './inputs.tsx'
import { Printed } from './printed.tsx'
import classes from './report.module.css'
import type { GoToLine, Reported } from './submission.ts'

export function OpenedCase({
  report,
  result,
  submission,
  onGoToLine,
}: {
  report: Report
  result: CaseResult
  submission: Reported
  onGoToLine: GoToLine | undefined
}): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  const { sentences } = wordsFor(language)
  const at = report.cases.indexOf(result)
  const isFirst = at === report.firstFailure
  const { finding } = result
  const again = stateOf(result) === 'failed' && againCommand(report, result, 'yours.ts')
  const counterexample = isFirst ? report.counterexample : null
  return (
    <section
      id={panelId}
      role="tabpanel"
      aria-labelledby={`${panelId}-name`}
      className={classes.case}
      data-state={stateOf(result)}
    >
      <h3 id={`${panelId}-name`} className={classes.caseName}>
        {sentences.caseOf(at + 1, report.cases.length, result.name)}
      </h3>
      <WhatIsSaid report={report} result={result} isFirst={isFirst} />
      <PassedBefore name={result.name} submission={submission} />
      {finding && (
        <Evidence finding={finding} report={report} result={result} onGoToLine={onGoToLine} />
      )}
      {isFirst && <Hints submission={submission} />}
      {counterexample && (
        <Fold title={t('smallest')}>
          <p>{sentences.smallest(counterexample.shrinks)}</p>
          <Inputs inputs={counterexample.inputs} />
          <Inputs
            inputs={[
              named(wordsFor(language).labels.expected, counterexample.expected),
              named(wordsFor(language).labels.yours, counterexample.yours),
            ]}
          />
        </Fold>
      )}
      {result.inputs.length > 0 && (
        <Fold title={t('inputs')} note={result.inputs.map(({ parameter }) => parameter).join(', ')}>
          <Inputs inputs={result.inputs} />
        </Fold>
      )}
      <Printed text={result.console} cut={result.consoleCut} />
      {again && (
        <Fold title={t('again')}>
          <CopyLine text={again} />
        </Fold>
      )}
    </section>
  )
}

function named(parameter: string, text: string) {
  return { parameter, text, tensor: null }
}

function WhatIsSaid({
  report,
  result,
  isFirst,
}: {
  report: Report
  result: CaseResult
  isFirst: boolean
}): ReactNode {
  const { t } = useTranslation('report')
  const language = currentLanguage()
  const { sentences } = wordsFor(language)
  const { finding, timesAllowed, disclosure } = result
  if (stateOf(result) === 'skipped') return <p>{t('notRun')}</p>
  if (stateOf(result) === 'passed') {
    const percent = timesAllowed !== null && percentOf(fromAnyNumber(timesAllowed))
    return (
      <p>
        {t('thisPassed')} {percent !== false && t('farthestHere', { percent })}
      </p>
    )
  }
  const patterns = finding ? explainPatterns(finding, language) : []
  const others = isFirst ? otherCasesSentence(report, language) : ''
  return (
    <>
      <p className={classes.sentence}>
        {finding
          ? explainFinding(withoutPatterns(finding), { subject: report.exercise, language })
          : sentences.onlyName(result.name)}{' '}
        {disclosure === 'diagnosis' && finding && sentences.hiddenNumbers}
      </p>
      {patterns.length > 0 && (
        <ul className={classes.patterns}>
          {patterns.map((pattern) => (
            <li key={pattern}>{pattern}</li>
          ))}
        </ul>
      )}
      {others && <p className={classes.faint}>{others}</p>}
    </>
  )
}

/** Patterns have lines of their own. */
function withoutPatterns(finding: Finding): Finding {
  return finding.kind === 'values' ? { ...finding, patterns: [] } : finding
}

function percentOf(times: number): string {
  return 100 * times < 1 ? '< 1' : String(Math.round(100 * times))
}

function PassedBefore({ name, submission }: { name: string; submission: Reported }): ReactNode {
  const { t } = useTranslation('report')
  const before = submission.passedBefore.find((one) => one.case === name)
  if (!before) return null
  return (
    <p className={classes.before}>
      {t('passedBefore', { count: before.attemptsAgo })}{' '}
      <Anchor
        component={Link}
        href={`/submissions/${before.submission}`}
        inherit
        underline="always"
      >
        {t('passedBeforeLink')}
      </Anchor>
    </p>
  )
}
