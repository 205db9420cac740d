/** What surrounds every page: the way home, where one is, who is signed in, language and colours. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useRoute } from 'wouter'
import { sessionQuery } from '../queries.ts'
import { Bell } from './bell.tsx'
import { ColoursMenu, LanguageMenu, PersonMenu } from './shell-menus.tsx'
import classes from './shell.module.css'

export function Shell({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTranslation()
  const course = useCourseHere()

  // A new page begins at its top. Going back is left to the browser, which remembers where the reader was.
  useEffect(() => {
    let shown = window.location.pathname
    const onNavigate = ({ type }: Event) => {
      if (type !== 'popstate' && window.location.pathname !== shown) window.scrollTo(0, 0)
      shown = window.location.pathname
    }
    const changes = ['pushState', 'replaceState', 'popstate']
    for (const change of changes) window.addEventListener(change, onNavigate)
    return () => {
      for (const change of changes) window.removeEventListener(change, onNavigate)
    }
  }, [])

  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <header className={classes.header}>
        <nav className={classes.where} aria-label={t('where')}>
          <Link href="/" aria-label={t('home')} className={classes.brand}>
            <img src="/icon.svg" alt="" width={24} height={24} />
            <span className={course && classes.dispensable}>Attendant</span>
          </Link>
          {course && <CourseLink {...course} />}
        </nav>
        <Bell />
        <LanguageMenu />
        <ColoursMenu />
        <PersonMenu course={course} />
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        {children}
      </main>
    </div>
  )
}

/** The course in which the present page is, when the person is one of its people. */
function useCourseHere() {
  const { data } = useQuery(sessionQuery)
  const [, route] = useRoute('/courses/:course/*?')
  return data?.courses.find(({ slug }) => slug === route?.course)
}

function CourseLink({ slug, title }: { slug: string; title: string }): ReactNode {
  const [path] = useLocation()
  const href = `/courses/${slug}`
  return (
    <>
      <span aria-hidden className={classes.separator}>
        /
      </span>
      <Link
        href={href}
        className={classes.course}
        aria-current={path === href ? 'page' : undefined}
        title={title}
      >
        {title}
      </Link>
    </>
  )
}
