/** What the points of an assignment are made of: the grader's, a rubric's, what staff set, and lateness. */
import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { verdictWord } from '../../../grader/explain.ts'
import { dateTime } from '../dates.ts'
import { currentLanguage } from '../language.ts'
import classes from './grades.module.css'
import { number } from './numbers.ts'
import type { AssignmentGrades } from './questions.ts'

interface GradePartsProps {
  readonly of: AssignmentGrades
  readonly timeZone: string
  /** Where a submission opens; null where it cannot any more. */
  readonly addressOf: (submission: string) => string | null
}

export function GradeParts({ of: grade, timeZone, addressOf }: GradePartsProps): ReactNode {
  const { t } = useTranslation('grades')
  const { counted, state, dueAt, extended, attempts } = grade
  const address = counted && addressOf(counted.submission)
  return (
    <div className={classes.parts}>
      <p className={classes.facts}>
        <span>{dueAt === null ? t('noDue') : t('due', { when: dateTime(dueAt, timeZone) })}</span>
        {extended && <span>{t('extended')}</span>}
        <span>{t('attempts', { count: attempts })}</span>
        <span>
          {t('contributes', {
            given: number(grade.contribution),
            most: number(grade.mostContribution),
          })}
        </span>
      </p>
      {counted && <Sum of={grade} counted={counted} />}
      {counted && (
        <p className={classes.facts}>
          <span>{t('handedIn', { when: dateTime(counted.handedInAt, timeZone) })}</span>
          {address !== null && (
            <Anchor component={Link} href={address} inherit>
              {t('openSubmission')}
            </Anchor>
          )}
        </p>
      )}
      {state === 'missing' && dueAt !== null && (
        <p>{t('missingMeans', { when: dateTime(dueAt, timeZone) })}</p>
      )}
      {state === 'waiting' && <p>{t('waitingMeans')}</p>}
    </div>
  )
}

type Counted = NonNullable<AssignmentGrades['counted']>

/** An addition, line by line. */
function Sum({ of: grade, counted }: { of: AssignmentGrades; counted: Counted }): ReactNode {
  const { t } = useTranslation('grades')
  const { graderPoints, rubric, override, score, outOf, credit, points } = counted
  const isChanged = rubric.length > 0 || override !== null
  return (
    <dl className={classes.sum}>
      <Line
        what={`${t('grader')}: ${verdictWord(counted.verdict, currentLanguage())}`}
        gone={override !== null}
      >
        {graderPoints === null ? '–' : t('pointsOf', { points: number(graderPoints), max: outOf })}
      </Line>
      {rubric.map((item, at) => (
        <Line key={at} what={item.text} gone={override !== null}>
          {item.points < 0 ? '−' : '+'} {number(Math.abs(item.points))}
        </Line>
      ))}
      {override && (
        <Line what={`${t('override')}: ${override.reason}`}>{number(override.points)}</Line>
      )}
      {isChanged && (
        <Line what={t('score')}>{t('pointsOf', { points: number(score), max: outOf })}</Line>
      )}
      {credit < 1 && (
        <Line what={t('credit', { percent: number(100 * credit) })}>× {number(credit)}</Line>
      )}
      {outOf !== grade.maxPoints && (
        <Line what={t('version', { max: grade.maxPoints })}>
          × {number(grade.maxPoints / outOf)}
        </Line>
      )}
      <Line what={t('result')} isResult>
        {t('pointsOf', { points: number(points), max: grade.maxPoints })}
      </Line>
    </dl>
  )
}

interface LineProps {
  readonly what: string
  /** Replaced by what staff set. */
  readonly gone?: boolean
  readonly isResult?: boolean
  readonly children: ReactNode
}

function Line({ what, gone = false, isResult = false, children }: LineProps): ReactNode {
  return (
    <div className={isResult ? classes.result : gone ? classes.gone : undefined}>
      <dt>{what}</dt>
      <dd>{gone ? <s>{children}</s> : children}</dd>
    </div>
  )
}
