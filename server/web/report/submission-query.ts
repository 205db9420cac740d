import { queryOptions } from '@tanstack/react-query'
import type { OpenExercise } from '../../api/exercise.ts'
import type { OpenSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'
import { currentLanguage } from '../language.ts'

export function submissionKey(id: string): readonly string[] {
  return ['submission', id]
}

/** One submission with its report. */
export function submissionQuery(id: string) {
  return queryOptions({
    queryKey: submissionKey(id),
    queryFn: ({ signal }) =>
      get<Wire<OpenSubmission>>(`/api/submissions/${encodeURIComponent(id)}`, signal),
  })
}

/** What an exercise is called, what its students build, and in which courses it is given. */
export function exerciseQuery(slug: string) {
  return queryOptions({
    queryKey: ['exercise', slug, currentLanguage()],
    queryFn: ({ signal }) =>
      get<Wire<OpenExercise>>(`/api/exercises/${encodeURIComponent(slug)}`, signal),
  })
}
