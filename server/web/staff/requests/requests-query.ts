import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { OpenThread, Requests, RequestsQuery } from '../../../api/threads.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'

export type Filter = NonNullable<RequestsQuery['filter']>

export const requestsQuery = (course: string, filter: Filter, page: number) =>
  queryOptions({
    queryKey: ['requests', course, filter, page],
    queryFn: ({ signal }) =>
      get<Wire<Requests>>(`/api/courses/${course}/requests?filter=${filter}&page=${page}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: 60_000,
  })

/** A conversation with what it is about. */
export const threadQuery = (id: string) =>
  queryOptions({
    queryKey: ['thread', id],
    queryFn: ({ signal }) =>
      get<Wire<OpenThread>>(`/api/threads/${encodeURIComponent(id)}`, signal),
    staleTime: 0,
  })
