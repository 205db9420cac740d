import { VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { dateTime } from '../../dates.ts'
import { number } from '../../grades/numbers.ts'
import { DiscriminationMark, HealthMark, Share } from './marks.tsx'
import { overviewQuery, type Numbers } from './questions.ts'
import classes from './exercises.module.css'

/** All of them, a line each. */
export function ExerciseList({ course }: { course: string }): ReactNode {
  const { t } = useTranslation('statistics')
  const overview = useQuery(overviewQuery(course))
  if (overview.error && !overview.data) {
    return <Fault error={overview.error} onTryAgain={() => void overview.refetch()} />
  }
  if (!overview.data) return <Loading />
  const { students, exercises } = overview.data
  if (exercises.length === 0) return <p>{t('empty')}</p>
  return (
    <>
      <div className={classes.box} role="group" aria-label={t('caption')} tabIndex={0}>
        <table className={classes.table}>
          <caption>
            <VisuallyHidden>{t('caption')}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {exercises.map((one) => (
              <Row key={one.exercise} {...{ one, students, course }} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.faint}>{t('legend')}</p>
    </>
  )
}

const columns = [
  ...(['exercise', 'tried', 'passRate', 'attempts', 'firstShare', 'finalShare'] as const),
  ...(['discrimination', 'health'] as const),
] as const

interface RowProps {
  readonly one: Numbers
  readonly students: number
  readonly course: string
}

function Row({ one, students, course }: RowProps): ReactNode {
  const { t } = useTranslation('statistics')
  const { tried, passed, medianAttempts } = one
  return (
    <tr>
      <th scope="row">
        <Link href={`/courses/${course}/staff/exercises/${one.exercise}`}>
          {one.code} {one.title}
        </Link>
      </th>
      <td>{t('ofStudents', { count: tried, students })}</td>
      <td>
        <Share of={tried === 0 ? null : passed / tried} />
      </td>
      <td>{medianAttempts === null ? '–' : number(medianAttempts)}</td>
      <td>
        <Share of={one.firstShare} />
      </td>
      <td>
        <Share of={one.finalShare} />
      </td>
      <td>
        <DiscriminationMark of={one.discrimination} />
      </td>
      <td>
        <HealthMark of={one.health} />
        {one.checkedAt !== null && <div className={classes.faint}>{dateTime(one.checkedAt)}</div>}
      </td>
    </tr>
  )
}
