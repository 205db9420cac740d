import { Anchor, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { number } from '../../grades/numbers.ts'
import type { StaffCourse } from '../area.ts'
import { EditLink } from '../workshop/edit-link.tsx'
import { AttemptBars } from './attempt-bars.tsx'
import { Check } from './check.tsx'
import { FailingCases, Misconceptions } from './counts.tsx'
import classes from './exercises.module.css'
import { DiscriminationMark, HealthMark, Share } from './marks.tsx'
import { statisticsQuery, type Opened } from './questions.ts'

/** One exercise: its numbers, its mistakes, its cases and its newest check. */
export function OpenedExercise({
  course: { slug: course, role },
  exercise,
}: {
  course: StaffCourse
  exercise: string
}): ReactNode {
  const { t } = useTranslation('statistics')
  const statistics = useQuery(statisticsQuery(course, exercise))
  if (statistics.error && !statistics.data) {
    return <Fault error={statistics.error} onTryAgain={() => void statistics.refetch()} />
  }
  if (!statistics.data) return <Loading />
  const one = statistics.data
  return (
    <div className={classes.opened}>
      <Anchor component={Link} href={`/courses/${course}/staff/exercises`} size="sm">
        {t('back')}
      </Anchor>
      <Title order={1} size="h2">
        {one.code} {one.title}
      </Title>
      {role === 'instructor' && <EditLink course={course} exercise={exercise} />}
      {one.tried === 0 ? (
        <p>{t('nobodyYet')}</p>
      ) : (
        <>
          <Figures of={one} />
          {one.attemptsToPass.length > 0 && (
            <section>
              <Title order={2} size="h4">
                {t('attemptsTitle')}
              </Title>
              <AttemptBars counts={one.attemptsToPass} />
            </section>
          )}
          <Misconceptions of={one.misconceptions} />
          <FailingCases of={one.cases} />
        </>
      )}
      <Check of={one.check} />
    </div>
  )
}

function Figures({ of: one }: { of: Opened }): ReactNode {
  const { t } = useTranslation('statistics')
  const { tried, passed, students, medianAttempts, hints, timings } = one
  const milliseconds = (value: number | null) =>
    value === null ? '–' : t('milliseconds', { value: number(Math.round(value)) })
  const figures = [
    ['tried', t('ofStudents', { count: tried, students })],
    ['passRate', <Share of={passed / tried} />],
    ['attempts', medianAttempts === null ? '–' : number(medianAttempts)],
    ['medianMinutes', <Duration minutes={one.medianMinutes} />],
    ['firstShare', <Share of={one.firstShare} />],
    ['finalShare', <Share of={one.finalShare} />],
    ['discrimination', <DiscriminationMark of={one.discrimination} />],
    ['hints', `${hints.rungs} ${t('hintsMeans', { count: hints.students })}`],
    ['grading', milliseconds(timings.gradingMilliseconds)],
    ['reference', milliseconds(timings.referenceMilliseconds)],
    ['health', <HealthMark of={one.health} />],
  ] as const
  return (
    <section>
      <Title order={2} size="h4">
        {t('numbers')}
      </Title>
      <dl className={classes.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.faint}>{t('legend')}</p>
    </section>
  )
}

function Duration({ minutes }: { minutes: number | null }): ReactNode {
  const { t } = useTranslation('statistics')
  if (minutes === null) return '–'
  if (minutes < 120) return t('minutes', { value: Math.round(minutes) })
  const hours = minutes / 60
  return hours < 48
    ? t('hours', { value: Math.round(hours) })
    : t('days', { value: Math.round(hours / 24) })
}
