/** How a run or a submission ended, or that it has not yet: a sign and words. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { verdictWord } from '../../../grader/explain.ts'
import { currentLanguage } from '../language.ts'
import type { Listed } from './history.ts'
import classes from './verdict-mark.module.css'

export function VerdictMark({ of }: { of: Pick<Listed, 'status' | 'verdict'> }): ReactNode {
  const { t } = useTranslation('history')
  const { status, verdict } = of
  const words =
    verdict !== null
      ? verdictWord(verdict, currentLanguage())
      : status === 'finished'
        ? ''
        : t(status)
  return (
    <span className={classes.verdict}>
      <span aria-hidden className={`${classes.sign} ${classes[tone(of)]}`}>
        {signs[tone(of)]}
      </span>
      <span>{words}</span>
    </span>
  )
}

const signs = { good: '✓', bad: '✗', ours: '!', open: '…' } as const

function tone({ verdict }: Pick<Listed, 'verdict'>): keyof typeof signs {
  if (verdict === null) return 'open'
  if (verdict === 'graderError') return 'ours'
  return verdict === 'passed' ? 'good' : 'bad'
}
