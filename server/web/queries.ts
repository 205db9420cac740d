/** What the page has asked for and keeps: one cache, and the questions that several parts ask. */
import { QueryClient, queryOptions } from '@tanstack/react-query'
import type { Session } from '../api/session.ts'
import type { Wire } from '../api/wire.ts'
import { get, isOffline } from './client.ts'

export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // What was refused stays refused; what could not be reached may come back.
        retry: (failures, error) => isOffline(error) && failures < 5,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 8_000),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Who is signed in, and in which courses. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Wire<Session>>('/api/session', signal),
  staleTime: 60_000,
})
