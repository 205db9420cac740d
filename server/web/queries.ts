/** What the page has asked for and keeps: one cache, and the questions that several parts ask. */
import { MutationCache, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query'
import type { Notices } from '../api/notices.ts'
import type { Session } from '../api/session.ts'
import type { Wire } from '../api/wire.ts'
import { get, isOffline, Refused } from './client.ts'

export function createQueries(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticeEndOfSession }),
    mutationCache: new MutationCache({ onError: noticeEndOfSession }),
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

  /** Whoever is no longer signed in is asked to sign in again, by the part of the page that is for people only. */
  function noticeEndOfSession(error: Error): void {
    if (!(error instanceof Refused) || error.status !== 401) return
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }

  return queries
}

/** Who is signed in, and in which courses. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal, client }) => {
    const before = client.getQueryData<Wire<Session>>(['session'])
    const now = await get<Wire<Session>>('/api/session', signal)
    // Somebody else signed in meanwhile, in another tab of this browser.
    if (before?.user && now.user && before.user.id !== now.user.id) forgetAllButSession(client)
    return now
  },
  staleTime: 60_000,
  // Whoever comes back to this tab may have signed out, or in as somebody else, in another one.
  refetchOnWindowFocus: 'always',
})

/** What the person who is signed in should look at. Asked for gently, and whenever they come back to this tab. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => get<Wire<Notices>>('/api/notices', signal),
  refetchInterval: 90_000,
  refetchOnWindowFocus: 'always',
})

/** Who is signed in from now on. They see nothing that was fetched for somebody else. */
export function changePerson(queries: QueryClient, session: Wire<Session>): void {
  forgetAllButSession(queries)
  queries.setQueryData(sessionQuery.queryKey, session)
}

function forgetAllButSession(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
  queries.getMutationCache().clear()
}
