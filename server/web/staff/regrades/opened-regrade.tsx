/** One regrade: how far it is, what it changes, and what was or can be decided. */
import { Anchor, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { dateTime } from '../../dates.ts'
import type { StaffCourse } from '../area.ts'
import { CaseTable } from './case-table.tsx'
import { ChangeTable } from './change-table.tsx'
import { Decisions } from './decisions.tsx'
import { nameIn, scopeText, useExercises } from './names.ts'
import { Progress } from './progress.tsx'
import { openedQuery, type Opened } from './questions.ts'
import classes from './regrades.module.css'
import { StateMark } from './state-mark.tsx'
import { Totals } from './totals.tsx'

export function OpenedRegrade({ course, id }: { course: StaffCourse; id: string }): ReactNode {
  const regrade = useQuery(openedQuery(course.slug, id))
  if (regrade.error && !regrade.data)
    return <Fault error={regrade.error} onTryAgain={() => void regrade.refetch()} />
  if (!regrade.data) return <Loading />
  return <Shown course={course.slug} regrade={regrade.data} />
}

function Shown({ course, regrade }: { course: string; regrade: Opened }): ReactNode {
  const { t } = useTranslation('regrades')
  const { exercises, timeZone } = useExercises(course)
  const title = t('titleOf', { exercise: nameIn(exercises, regrade.exercise) })
  const { state, createdBy, createdAt, publishedAt, endedAt } = regrade
  const began = dateTime(createdAt, timeZone)
  const hasPreview = state !== 'running' && state !== 'discarded'
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <Anchor component={Link} href={`/courses/${course}/staff/regrades`} size="sm">
        ← {t('back')}
      </Anchor>
      <header className={classes.head}>
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          <p className={classes.facts}>
            <StateMark state={state} />
            <span>{scopeText(t, regrade)}</span>
            <span>
              {createdBy === null
                ? t('beganAt', { time: began })
                : t('beganBy', { time: began, name: createdBy })}
            </span>
            {publishedAt !== null && (
              <span>{t('publishedAt', { time: dateTime(publishedAt, timeZone) })}</span>
            )}
            {endedAt !== null && <span>{t('endedAt', { time: dateTime(endedAt, timeZone) })}</span>}
          </p>
          <p className={classes.reason}>{t('reasonIs', { reason: regrade.reason })}</p>
        </div>
        <Decisions course={course} regrade={regrade} />
      </header>
      {state === 'running' && <Progress regrade={regrade} />}
      {state === 'discarded' && <p>{t('discardedMeans')}</p>}
      {state === 'undone' && <p>{t('undoneMeans')}</p>}
      {hasPreview && (
        <>
          <Totals regrade={regrade} />
          <CaseTable cases={regrade.cases} />
          <ChangeTable course={course} regrade={regrade} timeZone={timeZone} />
        </>
      )}
    </>
  )
}
