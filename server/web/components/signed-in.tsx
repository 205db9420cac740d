import { useQuery } from '@tanstack/react-query'
import { Fragment, useState, type ReactNode } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import { sessionQuery } from '../queries.ts'
import { signInAddress } from '../return-address.ts'
import { PageFault } from './fault.tsx'
import { Loading } from './loading.tsx'

/**
 * Shows its children to people; visitors go to the sign-in page, which brings them back here. There
 * they are told when it is because their session has ended.
 */
export function SignedIn({ children }: { children: ReactNode }): ReactNode {
  const [path] = useLocation()
  const search = useSearch()
  const session = useQuery(sessionQuery)
  const [hadUser, setHadUser] = useState(false)
  const user = session.data?.user
  if (user && !hadUser) setHadUser(true)
  // What is on the page of one person never stays there for another.
  if (user) return <Fragment key={user.id}>{children}</Fragment>
  if (session.data) {
    const here = path + (search && `?${search}`) + window.location.hash
    return <Redirect to={signInAddress(here, hadUser ? 'ended' : undefined)} replace />
  }
  if (session.error) {
    return <PageFault error={session.error} onTryAgain={() => void session.refetch()} />
  }
  return <Loading />
}
