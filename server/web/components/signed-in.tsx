import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Redirect, useLocation } from 'wouter'
import { sessionQuery } from '../queries.ts'
import { Fault } from './fault.tsx'
import { Loading } from './loading.tsx'

/** Shows its children to people; visitors go to the sign-in page, which brings them back here. */
export function SignedIn({ children }: { children: ReactNode }): ReactNode {
  const [location] = useLocation()
  const session = useQuery(sessionQuery)
  if (session.data?.user) return children
  if (session.data) return <Redirect to={`/sign-in?next=${encodeURIComponent(location)}`} replace />
  if (session.error)
    return <Fault error={session.error} onTryAgain={() => void session.refetch()} />
  return <Loading />
}
