/** Every assignment of a student with what counts; each unfolds to what it is made of. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GradeParts } from './grade-parts.tsx'
import classes from './grades.module.css'
import { number } from './numbers.ts'
import type { AssignmentGrades, Grades } from './questions.ts'

interface AssignmentRowsProps {
  readonly of: Grades
  /** Where a submission opens; null where it cannot any more. */
  readonly addressOf: (submission: string) => string | null
}

export function AssignmentRows({ of: grades, addressOf }: AssignmentRowsProps): ReactNode {
  const { t } = useTranslation('grades')
  const { timeZone } = grades.course
  return (
    <>
      <ul className={classes.rows}>
        {grades.assignments.map((one) => (
          <li key={one.id}>
            <details>
              <summary>
                <span className={classes.name}>
                  <span className={classes.code}>{one.code}</span> {one.title}
                </span>
                <Points of={one} />
              </summary>
              <GradeParts of={one} {...{ timeZone, addressOf }} />
            </details>
          </li>
        ))}
      </ul>
      <p className={classes.faint}>{t('zone', { zone: timeZone })}</p>
    </>
  )
}

function Points({ of: { state, counted, maxPoints } }: { of: AssignmentGrades }): ReactNode {
  const { t } = useTranslation('grades')
  if (!counted) {
    return (
      <span className={state === 'missing' ? classes.missing : classes.faint}>
        {t(state === 'graded' ? 'waiting' : state)}
      </span>
    )
  }
  return (
    <span className={classes.points}>
      <span className={classes.meter} aria-hidden>
        <span style={{ width: `${(100 * counted.points) / maxPoints}%` }} />
      </span>
      {t('pointsOf', { points: number(counted.points), max: maxPoints })}
    </span>
  )
}
