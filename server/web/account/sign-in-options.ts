import { queryOptions } from '@tanstack/react-query'
import type { SignInOptions } from '../../api/session.ts'
import { get } from '../client.ts'

/** The ways to sign in that this server has. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => get<SignInOptions>('/api/session/options', signal),
  staleTime: Infinity,
})
