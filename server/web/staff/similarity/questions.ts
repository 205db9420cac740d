/** What is asked about solutions that are alike. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { SimilarPair, Similarities } from '../../../api/similarity.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'

export type Alike = Wire<Similarities>
export type Pair = Alike['pairs'][number]
export type OpenedPair = Wire<SimilarPair>

const addressOf = (course: string) => `/api/courses/${encodeURIComponent(course)}/similarity`

/** Null: of the first exercise that the course gives. */
export const alikeQuery = (course: string, exercise: string | null) =>
  queryOptions({
    queryKey: ['similarity', course, exercise],
    queryFn: ({ signal }) => {
      const search = exercise === null ? '' : `?exercise=${encodeURIComponent(exercise)}`
      return get<Alike>(`${addressOf(course)}${search}`, signal)
    },
    // All solutions are compared with each other for it.
    staleTime: 60_000,
    // The choice of exercises stays while those of another one are compared.
    placeholderData: keepPreviousData,
  })

export const pairQuery = (course: string, left: string, right: string) =>
  queryOptions({
    queryKey: ['similarity', course, 'pair', left, right],
    queryFn: ({ signal }) =>
      get<OpenedPair>(
        `${addressOf(course)}/${encodeURIComponent(left)}/${encodeURIComponent(right)}`,
        signal,
      ),
    // Every look is on record, and what was handed in does not change.
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
