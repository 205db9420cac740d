/** What is asked about grades. */
import { queryOptions } from '@tanstack/react-query'
import type { GradeTable, StudentGrades } from '../../api/grades.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'

export type Grades = Wire<StudentGrades>
export type AssignmentGrades = Grades['assignments'][number]
export type Table = Wire<GradeTable>

export const gradesAddress = (course: string) => `/api/courses/${encodeURIComponent(course)}/grades`

/** What the grades of one student are made of; `me` for one's own. */
export const studentGradesQuery = (course: string, student: string) =>
  queryOptions({
    queryKey: ['grades', course, student],
    queryFn: ({ signal }) =>
      get<Grades>(`${gradesAddress(course)}/${encodeURIComponent(student)}`, signal),
  })

export const gradeTableQuery = (course: string) =>
  queryOptions({
    queryKey: ['grades', course],
    queryFn: ({ signal }) => get<Table>(gradesAddress(course), signal),
  })
