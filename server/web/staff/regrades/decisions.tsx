/** What can be decided about a regrade as it is now. Each asks first. */
import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { DecisionDialog, type Deed } from './decision-dialog.tsx'
import type { Opened } from './questions.ts'
import classes from './regrades.module.css'

export function Decisions({ course, regrade }: { course: string; regrade: Opened }): ReactNode {
  const { t } = useTranslation('regrades')
  const [deed, setDeed] = useState<Deed | null>(null)
  const { state, blockedBy } = regrade
  const open = (wanted: Deed) => () => {
    setDeed(wanted)
  }
  return (
    <div className={classes.deeds}>
      {state === 'ready' && <Button onClick={open('publish')}>{t('publish')}</Button>}
      {(state === 'ready' || state === 'running') && (
        <Button variant="default" onClick={open('discard')}>
          {t('discard')}
        </Button>
      )}
      {state === 'published' && blockedBy === null && (
        <Button variant="default" onClick={open('undo')}>
          {t('undo')}
        </Button>
      )}
      {state === 'published' && blockedBy !== null && (
        <p className={classes.faint}>
          {t('blocked')}{' '}
          <Link href={`/courses/${course}/staff/regrades/${blockedBy}`}>{t('openIt')}</Link>
        </p>
      )}
      {deed !== null && (
        <DecisionDialog
          course={course}
          regrade={regrade}
          deed={deed}
          onClose={() => {
            setDeed(null)
          }}
        />
      )}
    </div>
  )
}
