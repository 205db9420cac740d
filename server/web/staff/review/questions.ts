/** What the pages of the review ask the server for. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CommentBank, OpenRerun, ReviewQueue, Rubric } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'
import { currentLanguage } from '../../language.ts'
import { type Filter, searchOf } from './filter.ts'
import type { Choices, Opened } from './opened.ts'

export function addressOf(course: string, path: string): string {
  return `/api/courses/${encodeURIComponent(course)}/${path}`
}

/** The beginning of all queries about the queue; a saved review changes what they answer. */
export const queueKey = (course: string) => ['reviews', course] as const

export const queueQuery = (course: string, filter: Filter, page: number) =>
  queryOptions({
    queryKey: [...queueKey(course), 'queue', filter, page],
    queryFn: ({ signal }) =>
      get<Wire<ReviewQueue>>(addressOf(course, `reviews${searchOf(filter, page)}`), signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const choicesQuery = (course: string) =>
  queryOptions({
    queryKey: [...queueKey(course), 'choices'],
    queryFn: ({ signal }) => get<Choices>(addressOf(course, 'review-choices'), signal),
  })

/** A submission as it is when its review is opened. What happens to the review afterwards is its writer's. */
export const openedQuery = (course: string, id: string, filter: Filter) =>
  queryOptions({
    queryKey: ['review', course, id, filter, currentLanguage()],
    queryFn: ({ signal }) =>
      get<Opened>(
        addressOf(course, `reviews/${encodeURIComponent(id)}${searchOf(filter)}`),
        signal,
      ),
    gcTime: 0,
    staleTime: Infinity,
  })

export const rerunQuery = (course: string, submission: string, rerun: string) =>
  queryOptions({
    queryKey: ['rerun', course, rerun, currentLanguage()],
    queryFn: ({ signal }) =>
      get<Wire<OpenRerun>>(addressOf(course, `reviews/${submission}/reruns/${rerun}`), signal),
  })

export const rubricKey = (course: string, assignment: string) => ['rubric', course, assignment]

export const rubricQuery = (course: string, assignment: string) =>
  queryOptions({
    queryKey: rubricKey(course, assignment),
    queryFn: ({ signal }) =>
      get<Wire<Rubric>>(
        addressOf(course, `assignments/${encodeURIComponent(assignment)}/rubric`),
        signal,
      ),
    staleTime: 0,
  })

export const bankKey = (course: string) => ['bank', course] as const

interface BankQuestion {
  readonly exercise?: string | undefined
  readonly search: string
  readonly page?: number
  readonly limit?: number
}

export const bankQuery = (
  course: string,
  { exercise, search, page = 1, limit = 50 }: BankQuestion,
) =>
  queryOptions({
    queryKey: [...bankKey(course), exercise, search, page, limit],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        ...(exercise !== undefined && { exercise }),
        ...(search !== '' && { search }),
        page: String(page),
        limit: String(limit),
      })
      return get<Wire<CommentBank>>(addressOf(course, `bank-comments?${query.toString()}`), signal)
    },
    placeholderData: keepPreviousData,
  })
