/** When this has to be handed in, in the toolbar; and a word when that comes near. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime, relativeTime, useNow } from '../dates.ts'
import type { Stage } from './deadline.ts'
import { Notice } from './notice.tsx'
import classes from './deadline.module.css'

interface DeadlineProps {
  readonly dueAt: string
  readonly timeZone: string
  readonly stage: Stage
}

export function Deadline({ dueAt, timeZone, stage }: DeadlineProps): ReactNode {
  const { t } = useTranslation('workspace')
  const now = useNow()
  const time = dateTime(dueAt, timeZone)
  return (
    <time dateTime={dueAt} className={classes.due} data-stage={stage} title={time}>
      {stage === 'passed'
        ? t('closedAt', { time })
        : t('dueIn', { when: relativeTime(dueAt, now), time })}
    </time>
  )
}

/** Told once for each stage that is reached while the page is open. */
export function DeadlineNotice({ dueAt, timeZone, stage }: DeadlineProps): ReactNode {
  const { t } = useTranslation('workspace')
  const now = useNow()
  const [dismissed, setDismissed] = useState<Stage | null>(stage === 'passed' ? stage : 'far')
  if (stage === 'far' || stage === dismissed) return null
  const time = dateTime(dueAt, timeZone)
  return (
    <Notice
      key={stage}
      tone="ours"
      actions={
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setDismissed(stage)
          }}
        >
          {t('dismiss')}
        </Button>
      }
    >
      {stage === 'passed'
        ? t('deadlinePassed', { time })
        : t('dueSoon', { when: relativeTime(dueAt, now), time })}
    </Notice>
  )
}
