/** What the workspace asks the server for. */
import { queryOptions } from '@tanstack/react-query'
import type { OpenCourse } from '../../api/course.ts'
import type { DraftAnswer } from '../../api/draft.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'

export const courseQuery = (course: string) =>
  queryOptions({
    queryKey: ['course', course],
    queryFn: ({ signal }) =>
      get<Wire<OpenCourse>>(`/api/courses/${encodeURIComponent(course)}`, signal),
  })

/** The draft as it is when the page opens. What happens to it afterwards is the draft keeper's. */
export const draftQuery = (exercise: string) =>
  queryOptions({
    queryKey: ['draft', exercise],
    queryFn: ({ signal }) =>
      get<Wire<DraftAnswer>>(`/api/drafts/${encodeURIComponent(exercise)}`, signal),
    retry: 1,
    gcTime: 0,
    staleTime: Infinity,
  })
