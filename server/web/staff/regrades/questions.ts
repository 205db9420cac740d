/** What the pages of the regrades ask the server. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  OpenRegrade,
  Regrade,
  RegradeChange,
  RegradeChanges,
  Regrades,
  RegradeScope,
  ScopeCount,
} from '../../../api/regrade.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'

export type Listed = Wire<Regrade>
export type Opened = Wire<OpenRegrade>
export type Change = Wire<RegradeChange>
export type Scope = Wire<RegradeScope>

/** The beginning of every question about regrades; what one of them becomes changes all answers. */
export const regradesKey = (course: string) => ['regrades', course] as const

export function addressOf(course: string, path = ''): string {
  return `/api/courses/${encodeURIComponent(course)}/regrades${path}`
}

export const listQuery = (course: string) =>
  infiniteQueryOptions({
    queryKey: [...regradesKey(course), 'list'],
    queryFn: ({ signal, pageParam }) =>
      get<Wire<Regrades>>(
        addressOf(course, pageParam === null ? '' : `?cursor=${pageParam}`),
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  })

export const openedKey = (course: string, id: string) => [...regradesKey(course), 'one', id]

const pollMilliseconds = 2_000

/** Asked again and again while it is being graded. */
export const openedQuery = (course: string, id: string) =>
  queryOptions({
    queryKey: openedKey(course, id),
    queryFn: ({ signal }) => get<Opened>(addressOf(course, `/${encodeURIComponent(id)}`), signal),
    refetchInterval: ({ state }) => state.data?.state === 'running' && pollMilliseconds,
    staleTime: 0,
  })

export const pageLength = 50

export type Only = 'changed' | 'all' | Change['outcome']

export const changesQuery = (course: string, id: string, asked: { only: Only; page: number }) =>
  queryOptions({
    queryKey: [...openedKey(course, id), 'changes', asked],
    queryFn: ({ signal }) =>
      get<Wire<RegradeChanges>>(
        addressOf(
          course,
          `/${encodeURIComponent(id)}/changes?only=${asked.only}&page=${asked.page}&limit=${pageLength}`,
        ),
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const scopeQuery = (course: string, exercise: string, scope: Scope) =>
  queryOptions({
    queryKey: [...regradesKey(course), 'scope', exercise, scope],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({
        ...{ exercise, which: scope.which },
        ...(scope.section !== null && { section: scope.section }),
        ...(scope.failedCase !== null && { failedCase: scope.failedCase }),
      })
      const path = `/api/courses/${encodeURIComponent(course)}/regrade-scope?${query.toString()}`
      return get<Wire<ScopeCount>>(path, signal)
    },
    enabled: exercise !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
