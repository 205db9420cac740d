/** What is asked about how exercises go. */
import { queryOptions } from '@tanstack/react-query'
import type { CourseStatistics, OpenStatistics } from '../../../api/statistics.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'

export type Overview = Wire<CourseStatistics>
export type Numbers = Overview['exercises'][number]
export type Opened = Wire<OpenStatistics>

export const overviewQuery = (course: string) =>
  queryOptions({
    queryKey: ['statistics', course],
    queryFn: ({ signal }) =>
      get<Overview>(`/api/courses/${encodeURIComponent(course)}/statistics`, signal),
  })

export const statisticsQuery = (course: string, exercise: string) =>
  queryOptions({
    queryKey: ['statistics', course, exercise],
    queryFn: ({ signal }) =>
      get<Opened>(
        `/api/courses/${encodeURIComponent(course)}/statistics/${encodeURIComponent(exercise)}`,
        signal,
      ),
  })
