/** When this has to be handed in, in the toolbar; and a word when that comes near. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, relativeTime, useNow } from '../dates.ts'
import { percent } from '../percent.ts'
import type { Deadline as Coming, Stage } from './deadline.ts'
import { Notice } from './notice.tsx'
import classes from './deadline.module.css'

interface DeadlineProps {
  readonly deadline: Coming
  readonly timeZone: string
  readonly stage: Stage
}

export function Deadline({ deadline, timeZone, stage }: DeadlineProps): ReactNode {
  const { t } = useTranslation('workspace')
  const now = useNow()
  const { at: dueAt, credit, isLate } = deadline
  const time = dateTime(dueAt, timeZone)
  if (isLate && stage !== 'passed') {
    return (
      <time dateTime={dueAt} className={classes.due} data-stage="hour">
        {t('lateUntil', { credit: percent(credit), time })}
      </time>
    )
  }
  const words = {
    passed: () => t('closedAt', { time }),
    minute: () => t('dueNow', { time }),
    earlier: () => t('dueIn', { when: relativeTime(dueAt, now), time }),
  }
  return (
    <time dateTime={dueAt} className={classes.due} data-stage={stage}>
      {words[left(dueAt, stage, now)]()}
    </time>
  )
}

/** Told once for each stage that is reached while the page is open. */
export function DeadlineNotice({ deadline, timeZone, stage }: DeadlineProps): ReactNode {
  const { t } = useTranslation('workspace')
  const now = useNow()
  const { at: dueAt, credit, isLate } = deadline
  const [dismissed, setDismissed] = useState(stage === 'passed' ? told(deadline, stage) : '')
  if ((stage === 'far' && !isLate) || told(deadline, stage) === dismissed) return null
  const time = dateTime(dueAt, timeZone)
  const words = {
    passed: () => t('deadlinePassed', { time }),
    minute: () => t('dueMinute', { time }),
    earlier: () =>
      isLate
        ? t('lateNotice', { credit: percent(credit), time })
        : t('dueSoon', { when: relativeTime(dueAt, now), time }),
  }
  return (
    <Notice
      tone="ours"
      actions={
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setDismissed(told(deadline, stage))
          }}
        >
          {t('dismiss')}
        </Button>
      }
    >
      {words[left(dueAt, stage, now)]()}
    </Notice>
  )
}

/** Names what is told; of late work once, not at each stage. */
function told({ at, isLate }: Coming, stage: Stage): string {
  return isLate && stage !== 'passed' ? at : `${at} ${stage}`
}

/** Which words fit. `now` may be some seconds ahead, and then counts no full minute any more. */
function left(dueAt: string, stage: Stage, now: number): 'passed' | 'minute' | 'earlier' {
  if (stage === 'passed' || stage === 'minute') return stage
  return Date.parse(dueAt) - now < 60_000 ? 'minute' : 'earlier'
}
