/** What the workspace asks the server for. */
import { queryOptions } from '@tanstack/react-query'
import type { OpenCourse } from '../../api/course.ts'
import type { DraftAnswer } from '../../api/draft.ts'
import type { OpenExercise } from '../../api/exercise.ts'
import type { OpenSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'
import { currentLanguage } from '../language.ts'

export const courseQuery = (course: string) =>
  queryOptions({
    queryKey: ['course', course],
    queryFn: ({ signal }) =>
      get<Wire<OpenCourse>>(`/api/courses/${encodeURIComponent(course)}`, signal),
  })

/** Asked again while it is open, to notice when it changes; an unchanged one costs next to nothing. */
export const exerciseQuery = (exercise: string) =>
  queryOptions({
    queryKey: ['exercise', exercise, currentLanguage()],
    queryFn: ({ signal }) =>
      get<Wire<OpenExercise>>(`/api/exercises/${encodeURIComponent(exercise)}`, signal),
    refetchInterval: 60_000,
    refetchOnWindowFocus: 'always',
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

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ['submission', id],
    queryFn: ({ signal }) =>
      get<Wire<OpenSubmission>>(`/api/submissions/${encodeURIComponent(id)}`, signal),
  })
