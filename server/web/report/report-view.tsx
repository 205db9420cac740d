/** What a student reads after a submission: cases at a glance, one of them explained, and what to do next. */
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { verdictWord } from '../../../grader/explain.ts'
import type { Report, Verdict } from '../../../grader/report.ts'
import { currentLanguage } from '../language.ts'
import { CaseChips } from './case-chips.tsx'
import { Details } from './details.tsx'
import { Fold } from './fold.tsx'
import { OpenedCase } from './opened-case.tsx'
import { Pictures } from './pictures.tsx'
import classes from './report.module.css'
import { Success } from './success.tsx'
import { WholeFile } from './whole-file.tsx'
import type { GoToLine, Reported } from './submission.ts'

interface ReportViewProps {
  readonly submission: Reported
  /** The slug of the course in which it is read, for links. */
  readonly course?: string | undefined
  /** The exercise after this one. */
  readonly next?: { readonly href: string; readonly title: string } | null | undefined
  /** The exercise's sentence for those who pass. */
  readonly built?: string | undefined
  readonly onGoToLine?: GoToLine | undefined
}

export function ReportView(props: ReportViewProps): ReactNode {
  const { report } = props.submission
  return report && <Opened key={props.submission.id} {...props} report={report} />
}

function Opened({
  submission,
  report,
  course,
  next,
  built,
  onGoToLine,
}: ReportViewProps & { report: Report }): ReactNode {
  const { t } = useTranslation('report')
  const { cases, firstFailure, finding, verdict } = report
  const [opened, setOpened] = useState(finding ? null : firstFailure)
  const shown = opened === null ? undefined : cases[opened]
  return (
    <article className={classes.report} aria-label={t('report')}>
      <Headline report={report} />
      <CaseChips cases={cases} opened={opened} onOpen={setOpened} />
      {verdict === 'passed' && (
        <Success report={report} built={built} next={next} course={course} />
      )}
      {finding && (
        <WholeFile
          finding={finding}
          report={report}
          submission={submission}
          onGoToLine={onGoToLine}
        />
      )}
      {shown && (
        <OpenedCase
          key={opened}
          report={report}
          result={shown}
          submission={submission}
          onGoToLine={onGoToLine}
        />
      )}
      <Pictures pictures={report.pictures} />
      <Details report={report} />
      {submission.text !== null && (
        <Fold title={t('asReport')}>
          <pre className={classes.text} tabIndex={0}>
            {submission.text}
          </pre>
        </Fold>
      )}
    </article>
  )
}

function Headline({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation('report')
  const { verdict, cases, points, maxPoints, mode } = report
  const passed = cases.filter((one) => one.verdict === 'passed').length
  return (
    <header className={classes.headline}>
      <h2 className={classes[toneOf(verdict)]}>
        <span aria-hidden>{symbols[toneOf(verdict)]}</span>{' '}
        <span className={classes.verdict}>{verdictWord(verdict, currentLanguage())}</span>
      </h2>
      {verdict !== 'graderError' && (
        <p>
          {t('casesPass', { passed, count: cases.length })} ·{' '}
          {mode === 'run' ? t('runOnly') : t('points', { earned: points, points: maxPoints })}
        </p>
      )}
    </header>
  )
}

type Tone = 'good' | 'bad' | 'ours' | 'new'

const symbols: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', ours: '!', new: '○' }

function toneOf(verdict: Verdict): Tone {
  if (verdict === 'passed') return 'good'
  if (verdict === 'graderError') return 'ours'
  return verdict === 'notImplemented' ? 'new' : 'bad'
}
