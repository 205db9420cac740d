/** How many notices wait, in the header of every page. What they say is loaded when somebody looks. */
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { noticesQuery, sessionQuery } from '../queries.ts'
import classes from './bell.module.css'
import { HeaderMenu } from './header-menu.tsx'
import { Loading } from './loading.tsx'

const NoticeList = lazy(() => import('./notice-list.tsx'))
const mostCounted = 99

export function Bell(): ReactNode {
  const { t } = useTranslation('talk')
  const session = useQuery(sessionQuery)
  const isSignedIn = Boolean(session.data?.user)
  const notices = useQuery({ ...noticesQuery, enabled: isSignedIn })
  const [isOpen, setIsOpen] = useState(false)
  if (!isSignedIn) return null
  const count = notices.data?.unread ?? 0
  const face = (
    <span className={classes.bell}>
      <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden>
        <path
          d="M8 2a4 4 0 0 0-4 4v2.5L2.75 11.5h10.5L12 8.5V6a4 4 0 0 0-4-4zM6.5 13.5a1.6 1.6 0 0 0 3 0"
          fill="none"
          stroke="currentColor"
          strokeWidth={1.4}
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      {count > 0 && (
        <span aria-hidden className={classes.count}>
          {count > mostCounted ? `${mostCounted}+` : count}
        </span>
      )}
    </span>
  )
  return (
    <HeaderMenu
      name={count > 0 ? t('bellUnread', { count }) : t('bell')}
      face={face}
      isWide
      onToggle={(open) => {
        setIsOpen(open)
        if (open) void notices.refetch()
      }}
    >
      {isOpen && (
        <Suspense fallback={<Loading />}>
          <NoticeList notices={notices} />
        </Suspense>
      )}
    </HeaderMenu>
  )
}
