/** The list of a history: how each ended, its report, its code, and the choice of two to compare. */
import { Button } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { dateTime, relativeTime, useNow } from '../dates.ts'
import type { Version } from './history.ts'
import { ReplaceDraft } from './replace-draft.tsx'
import { type Restoring, useRestore } from './use-restore.ts'
import { VerdictMark } from './verdict-mark.tsx'
import { versionAt, versionName } from './version-name.ts'
import classes from './versions.module.css'

interface Pair {
  readonly before: string
  readonly after: string
}

interface VersionsProps {
  readonly versions: readonly Version[]
  readonly course: string
  readonly exercise: string
  readonly timeZone: string
  readonly before: string | null
  readonly after: string | null
  readonly onChoose: (pair: Pair) => void
}

/** As many are shown at first, so that the comparison below is in reach. */
const shownAtFirst = 10

export function Versions(props: VersionsProps): ReactNode {
  const { versions, course, exercise, timeZone, before, after, onChoose } = props
  const { t } = useTranslation('history')
  const [showsAll, setShowsAll] = useState(false)
  const restoring = useRestore({ course, exercise, versions })
  const title = useId()
  const last = Math.max(...[before, after].map((id) => versions.findIndex((one) => one.id === id)))
  const shown = showsAll || last >= shownAtFirst ? versions : versions.slice(0, shownAtFirst)
  const older = versions.length - shown.length
  const compares = before !== null && after !== null
  return (
    <section aria-labelledby={title}>
      <h2 id={title} className={classes.heading}>
        {t('versions')}
      </h2>
      {compares && <p className={classes.hint}>{t('choose')}</p>}
      <div className={classes.box}>
        {compares && (
          <p aria-hidden className={classes.head}>
            <span>{t('from')}</span>
            <span>{t('to')}</span>
          </p>
        )}
        <ul className={classes.rows}>
          {shown.map((one) => (
            <Row key={one.id} {...{ version: one, timeZone, restoring }}>
              {compares && (
                <div className={classes.choice}>
                  <Choice
                    name="from"
                    label={t('compareFrom', { version: versionAt(t, one, timeZone) })}
                    isChosen={one.id === before}
                    onChoose={() => {
                      onChoose({ before: one.id, after })
                    }}
                  />
                  <Choice
                    name="to"
                    label={t('compareTo', { version: versionAt(t, one, timeZone) })}
                    isChosen={one.id === after}
                    onChoose={() => {
                      onChoose({ before, after: one.id })
                    }}
                  />
                </div>
              )}
            </Row>
          ))}
        </ul>
      </div>
      {older > 0 && (
        <Button
          variant="default"
          size="compact-sm"
          mt="sm"
          onClick={() => {
            setShowsAll(true)
          }}
        >
          {t('older', { count: older })}
        </Button>
      )}
      {restoring.asked && (
        <ReplaceDraft asked={restoring.asked} timeZone={timeZone} onAnswer={restoring.answer} />
      )}
    </section>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly label: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Choice({ name, label, isChosen, onChoose }: ChoiceProps): ReactNode {
  return (
    <label>
      <input type="radio" name={name} aria-label={label} checked={isChosen} onChange={onChoose} />
    </label>
  )
}

interface RowProps {
  readonly version: Version
  readonly timeZone: string
  readonly restoring: Restoring
  readonly children: ReactNode
}

function Row({ version, timeZone, restoring, children }: RowProps): ReactNode {
  const { t } = useTranslation('history')
  const now = useNow()
  const { id, points, maxPoints, queuedAt } = version
  const named = versionAt(t, version, timeZone)
  return (
    <li className={classes.row}>
      {children}
      <span className={classes.name}>{versionName(t, version)}</span>
      <span className={classes.verdict}>
        <VerdictMark of={version} />
      </span>
      <span className={classes.score}>
        {points !== null && maxPoints !== null && t('points', { points, max: maxPoints })}
      </span>
      <span className={classes.time}>
        {relativeTime(queuedAt, now)}{' '}
        <time dateTime={queuedAt}>{dateTime(queuedAt, timeZone)}</time>
      </span>
      <span className={classes.actions}>
        <Link href={`/submissions/${id}`} aria-label={t('reportOf', { version: named })}>
          {t('report')}
        </Link>
        <button
          type="button"
          aria-label={t('restoreOf', { version: named })}
          aria-disabled={restoring.isBusy}
          onClick={() => {
            restoring.restore(version)
          }}
        >
          {t('restore')}
        </button>
      </span>
      {restoring.failure?.version.id === id && (
        <p role="alert" className={classes.failure}>
          {restoring.failure.isConflict ? t('changedMeanwhile') : restoring.failure.message}
        </p>
      )}
    </li>
  )
}
