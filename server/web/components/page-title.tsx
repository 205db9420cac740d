import { useEffect, type ReactNode } from 'react'
import { useLocation } from 'wouter'

/** The address of the page whose title was shown last; at first, the one that the browser itself opened. */
let arrivedAt = window.location.pathname

/**
 * The title of the browser's tab; React moves it into the head. A page draws it together with its
 * heading, so this is also where a page that a link led to has arrived.
 */
export function PageTitle({ children }: { children: string }): ReactNode {
  const [path] = useLocation()

  // After a link, keyboard and screen reader go on at the heading of the new page, as in a new document.
  useEffect(() => {
    if (arrivedAt === path) return
    arrivedAt = path
    focusHeading()
  }, [path])

  return <title>{`${children} · Attendant`}</title>
}

function focusHeading(): void {
  const main = document.querySelector('main')
  if (!main || main.contains(document.activeElement)) return
  const heading = main.querySelector('h1') ?? main
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
