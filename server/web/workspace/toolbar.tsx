/** What is being solved, how it stands, and what can be done with it. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CourseExercise } from '../../api/course.ts'
import type { Wire } from '../../api/wire.ts'
import { keys } from './keys.ts'
import classes from './toolbar.module.css'
import type { HandInKind } from './use-hand-in.ts'

interface ToolbarProps {
  readonly given: Wire<CourseExercise>
  readonly sending: HandInKind | null
  /** Why submitting is not possible now; null when it is. */
  readonly noSubmit: string | null
  readonly saveState: ReactNode
  readonly deadline: ReactNode
  readonly shortcuts: ReactNode
  readonly onHandIn: (kind: HandInKind) => void
}

export function Toolbar(props: ToolbarProps): ReactNode {
  const { given, sending, noSubmit, onHandIn } = props
  const { t } = useTranslation('workspace')
  return (
    <header className={classes.toolbar}>
      <h1 className={classes.heading}>
        <span className={classes.code}>{given.code}</span> {given.title}
      </h1>
      <div className={classes.facts}>
        <div className={classes.line}>
          <State given={given} />
          <Attempts given={given} />
        </div>
        <div className={classes.line}>
          {props.deadline}
          {given.isExtended && <span>{t('extended')}</span>}
          {props.saveState}
        </div>
      </div>
      <div className={classes.actions}>
        {props.shortcuts}
        <Button
          variant="default"
          size="compact-md"
          fz="sm"
          loading={sending === 'run'}
          title={t('runTitle')}
          aria-keyshortcuts={keys.run.aria}
          onClick={() => {
            onHandIn('run')
          }}
        >
          {t('run')} <kbd className={classes.keys}>{keys.run.shown}</kbd>
        </Button>
        <Button
          size="compact-md"
          fz="sm"
          loading={sending === 'submit'}
          disabled={noSubmit !== null}
          title={noSubmit ?? t('submitTitle')}
          aria-keyshortcuts={keys.submit.aria}
          onClick={() => {
            onHandIn('submit')
          }}
        >
          {t('submit')} <kbd className={classes.keys}>{keys.submit.shown}</kbd>
        </Button>
      </div>
    </header>
  )
}

const signs = { new: '○', started: '◐', tried: '◐', passed: '●' } as const

function State({ given }: { given: Wire<CourseExercise> }): ReactNode {
  const { t } = useTranslation('workspace')
  const names = {
    new: t('stateNew'),
    started: t('stateStarted'),
    tried: t('stateTried'),
    passed: t('statePassed'),
  }
  const { state, best, points } = given
  return (
    <span className={classes.state} data-state={state}>
      <span aria-hidden>{signs[state]}</span> {names[state]}
      {best && ` · ${t('points', { points: best.points, max: points })}`}
    </span>
  )
}

function Attempts({ given }: { given: Wire<CourseExercise> }): ReactNode {
  const { t } = useTranslation('workspace')
  if (given.attemptLimit === null) return null
  const count = Math.max(0, given.attemptLimit - given.attempts)
  return <span>{count === 0 ? t('noAttempts') : t('attemptsLeft', { count })}</span>
}
