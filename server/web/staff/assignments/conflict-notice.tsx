/** That somebody else saved the assignment meanwhile, and what they set. */
import { Alert, Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateTime } from '../../dates.ts'
import { percent } from '../../percent.ts'
import classes from './assignments.module.css'
import { hoursText } from './hours.ts'
import { changedNames, type Conflict, type Settings } from './settings.ts'

interface ConflictNoticeProps {
  readonly conflict: Conflict
  /** What both began with, and what is in the form now. */
  readonly seen: Settings
  readonly mine: Settings
  readonly timeZone: string
  readonly onTakeTheirs: () => void
}

export function ConflictNotice(props: ConflictNoticeProps): ReactNode {
  const { conflict, seen, mine, timeZone, onTakeTheirs } = props
  const { t } = useTranslation('assignments')
  const { settings: theirs, changedBy } = conflict
  const words = useSettingWords(theirs, timeZone)
  const others = changedNames(theirs, mine)
  return (
    <Alert
      ref={focus}
      tabIndex={-1}
      color="yellow"
      role="alert"
      p="sm"
      title={changedBy === null ? t('theirsTitle') : t('theirsBy', { name: changedBy })}
    >
      <p className={classes.notice}>{t('theirsMeans')}</p>
      <ul className={classes.notice}>
        {changedNames(seen, theirs).map((name) => (
          <li key={name}>
            {words[name].name}: {words[name].value}{' '}
            {others.includes(name) && <em>{t('yoursDiffers')}</em>}
          </li>
        ))}
      </ul>
      <Button variant="default" size="compact-md" onClick={onTakeTheirs}>
        {t('takeTheirs')}
      </Button>
    </Alert>
  )
}

/** The button that was pressed is gone with the form that was filled anew. */
function focus(element: HTMLElement | null): void {
  element?.focus()
}

/** Each setting as a line of text. */
function useSettingWords(of: Settings, timeZone: string) {
  const { t } = useTranslation('assignments')
  const none = '–'
  const time = (when: string | null) => (when === null ? none : dateTime(when, timeZone))
  const steps = (of.latePolicy ?? []).map(({ hours, credit }) =>
    t('step', { credit: percent(credit), hours: hoursText(hours) }),
  )
  const { attemptLimit, cooldownSeconds, disclosure } = of
  return {
    opensAt: { name: t('opens'), value: time(of.opensAt) },
    dueAt: { name: t('due'), value: time(of.dueAt) },
    latePolicy: { name: t('latePolicy'), value: steps.join('; ') || t('noLate') },
    attemptLimit: { name: t('attemptLimit'), value: attemptLimit ?? none },
    cooldownSeconds: {
      name: t('cooldown'),
      value: cooldownSeconds === null ? none : cooldownSeconds / 60,
    },
    disclosure: {
      name: t('disclosure'),
      value: disclosure === null || disclosure === 'full' ? t('asExercise') : t(disclosure),
    },
    weight: { name: t('weight'), value: of.weight },
    isHidden: { name: t('hide'), value: t(of.isHidden ? 'yes' : 'no') },
  } as const
}
