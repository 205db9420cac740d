/** To the pair before and the one after, in the order of the list. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { pairAddress } from './pair-address.ts'
import type { Pair } from './questions.ts'
import classes from './similarity.module.css'

interface PairStepsProps {
  readonly course: string
  readonly pairs: readonly Pair[]
  /** The submissions of the pair that is open. */
  readonly left: string
  readonly right: string
}

export function PairSteps({ course, pairs, left, right }: PairStepsProps): ReactNode {
  const { t } = useTranslation('similarity')
  const open = [left, right].sort().join(' ')
  const at = pairs.findIndex(
    (pair) => [pair.left.submission, pair.right.submission].sort().join(' ') === open,
  )
  // A pair that is not in the list any more has no neighbours either.
  if (at === -1) return null
  return (
    <div className={classes.steps}>
      <Step name={t('previous')} course={course} to={pairs[at - 1]} />
      <span role="status">{t('place', { position: at + 1, of: pairs.length })}</span>
      <Step name={t('next')} course={course} to={pairs[at + 1]} />
    </div>
  )
}

interface StepProps {
  readonly name: string
  readonly course: string
  readonly to: Pair | undefined
}

/** Where nothing comes, the button stays, and with it the focus. */
function Step({ name, course, to }: StepProps): ReactNode {
  const [, navigate] = useLocation()
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-disabled={!to}
      {...(!to && { 'data-disabled': true })}
      onClick={() => {
        if (to) navigate(pairAddress(course, to.left.submission, to.right.submission))
      }}
    >
      {name}
    </Button>
  )
}
