/** What a cell is made of, or a whole row, over the table. */
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CloseButton, Dialog } from '../../components/dialog.tsx'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { AssignmentRows } from '../../grades/assignment-rows.tsx'
import { GradeParts } from '../../grades/grade-parts.tsx'
import { studentGradesQuery, type Table } from '../../grades/questions.ts'
import { Whole } from '../../grades/whole.tsx'
import type { Student } from './rows.ts'

interface OpenedGradeProps {
  readonly course: string
  readonly student: Student
  /** Null: all of them. */
  readonly assignment: Table['assignments'][number] | null
  readonly onClose: () => void
}

export function OpenedGrade({ course, student, assignment, onClose }: OpenedGradeProps): ReactNode {
  const { t } = useTranslation('gradebook')
  const grades = useQuery(studentGradesQuery(course, student.id))
  const one = grades.data?.assignments.find(({ id }) => id === assignment?.id)
  const addressOf = (submission: string) =>
    student.isErased ? null : `/courses/${course}/staff/review/${submission}`
  const title = assignment
    ? `${student.name} · ${assignment.code} ${assignment.title}`
    : t('whole', { name: student.name })
  return (
    <Dialog title={title} onClose={onClose}>
      {grades.error && <Fault error={grades.error} onTryAgain={() => void grades.refetch()} />}
      {grades.isPending && <Loading />}
      {grades.data && one && (
        <GradeParts of={one} timeZone={grades.data.course.timeZone} addressOf={addressOf} />
      )}
      {grades.data && assignment === null && (
        <>
          <Whole of={grades.data} />
          <AssignmentRows of={grades.data} addressOf={addressOf} />
        </>
      )}
      <CloseButton />
    </Dialog>
  )
}
