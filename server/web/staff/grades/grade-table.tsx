/** Students by assignments. A click on a cell says what it is made of, one on a heading sorts. */
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { number } from '../../grades/numbers.ts'
import type { Table } from '../../grades/questions.ts'
import classes from './grades.module.css'
import type { Order, Student } from './rows.ts'

type Assignment = Table['assignments'][number]
type Cell = NonNullable<Student['cells'][number]>

interface GradeTableProps {
  readonly assignments: readonly Assignment[]
  readonly rows: readonly Student[]
  readonly order: Order
  readonly onSort: (order: Order) => void
  /** Null: all assignments of the student. */
  readonly onOpen: (student: Student, assignment: Assignment | null) => void
}

export function GradeTable(props: GradeTableProps): ReactNode {
  const { t } = useTranslation('gradebook')
  const { assignments, rows, onOpen } = props
  return (
    <div className={classes.box} role="group" aria-label={t('caption')} tabIndex={0}>
      <table className={classes.table}>
        <caption>
          <VisuallyHidden>{t('caption')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <Heading {...props} by="name">
              {t('student')}
            </Heading>
            <Heading {...props} by="percent">
              {t('grade')}
            </Heading>
            <Heading {...props} by="soFar">
              {t('soFar')}
            </Heading>
            {assignments.map(({ id, code, title, maxPoints, weight }) => (
              <Heading key={id} {...props} by={id} title={title}>
                {code}
                <VisuallyHidden> {title}</VisuallyHidden>
                <span className={classes.outOf}>{t('outOf', { max: maxPoints })}</span>
                {weight !== 1 && <span className={classes.outOf}>{t('weighs', { weight })}</span>}
              </Heading>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((student) => (
            <tr key={student.id}>
              <th scope="row">
                <button
                  type="button"
                  onClick={() => {
                    onOpen(student, null)
                  }}
                >
                  {student.name}
                  {student.section !== null && (
                    <span className={classes.section}>{student.section}</span>
                  )}
                </button>
              </th>
              <td className={classes.percent}>{percent(student.percent)}</td>
              <td className={classes.percent}>{percent(student.soFar)}</td>
              {student.cells.map((cell, at) => (
                <GradeCell key={at} {...{ cell, student, onOpen }} assignment={assignments[at]!} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function percent(value: number | null): string {
  return value === null ? '–' : `${number(value)} %`
}

interface HeadingProps extends GradeTableProps {
  readonly by: string
  readonly title?: string
  readonly children: ReactNode
}

function Heading({ by, title, order, onSort, children }: HeadingProps): ReactNode {
  const isSorted = order.by === by
  const sorted = order.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" aria-sort={isSorted ? sorted : undefined}>
      <button
        type="button"
        title={title}
        onClick={() => {
          // Names from A on, numbers from the highest on.
          onSort({ by, isDescending: isSorted ? !order.isDescending : by !== 'name' })
        }}
      >
        {children}
        {isSorted && <span aria-hidden>{order.isDescending ? ' ▾' : ' ▴'}</span>}
      </button>
    </th>
  )
}

interface GradeCellProps extends Pick<GradeTableProps, 'onOpen'> {
  readonly cell: Cell | null
  readonly student: Student
  readonly assignment: Assignment
}

function GradeCell({ cell, student, assignment, onOpen }: GradeCellProps): ReactNode {
  const { t } = useTranslation('gradebook')
  if (cell === null) return <td />
  const { state, points, credit, changed } = cell
  const isLate = state === 'graded' && credit < 1
  const what =
    state === 'graded'
      ? t('pointsOf', { points: number(points), max: assignment.maxPoints })
      : t(state === 'missing' ? 'missing' : 'waiting')
  const signs = [what, ...(isLate ? [t('late')] : []), ...(changed ? [t(changed)] : [])]
  return (
    <td className={state === 'missing' ? classes.missing : undefined}>
      <button
        type="button"
        aria-label={t('cell', {
          name: student.name,
          exercise: `${assignment.code} ${assignment.title}`,
          what: signs.join(', '),
        })}
        onClick={() => {
          onOpen(student, assignment)
        }}
      >
        {state === 'graded' ? number(points) : state === 'missing' ? t('missingShort') : '…'}
        {isLate && <sup>{signOf.late}</sup>}
        {changed && <sup>{signOf[changed]}</sup>}
      </button>
    </td>
  )
}

export const signOf = { late: '◷', override: '✎', rubric: '+' } as const
