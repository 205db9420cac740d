/** What the page of assignments asks the server for. */
import { queryOptions } from '@tanstack/react-query'
import type { Assignments, Extensions } from '../../../api/assignments.ts'
import type { People } from '../../../api/people.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'

export type ListedAssignments = Wire<Assignments>
export type ListedAssignment = ListedAssignments['assignments'][number]

export const pathOf = (course: string) => `/api/courses/${course}/assignments`

export const assignmentsQuery = (course: string) =>
  queryOptions({
    queryKey: ['assignments', course],
    queryFn: ({ signal }) => get<ListedAssignments>(pathOf(course), signal),
  })

export const extensionsQuery = (course: string, assignment: string) =>
  queryOptions({
    queryKey: ['extensions', course, assignment],
    queryFn: ({ signal }) =>
      get<Wire<Extensions>>(`${pathOf(course)}/${assignment}/extensions`, signal),
  })

export const studentsQuery = (course: string) =>
  queryOptions({
    queryKey: ['people', course],
    queryFn: ({ signal }) => get<Wire<People>>(`/api/courses/${course}/people`, signal),
  })
