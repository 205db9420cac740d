/** The three menus of the header. */
import { useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Session } from '../../api/session.ts'
import type { Wire } from '../../api/wire.ts'
import { send } from '../client.ts'
import { changeLanguage, currentLanguage, languages, storedLanguage } from '../language.ts'
import { sessionQuery } from '../queries.ts'
import { signInAddress } from '../return-address.ts'
import { useLanguageChoice } from '../use-language-choice.ts'
import { HeaderMenu, MenuAction, MenuLink } from './header-menu.tsx'
import classes from './shell.module.css'

export function LanguageMenu(): ReactNode {
  const { t } = useTranslation()
  const choose = useLanguageChoice()
  const { data } = useQuery(sessionQuery)

  // The language of an account comes along to a device on which none was chosen.
  const ofAccount = data?.user?.language
  useEffect(() => {
    if (ofAccount && storedLanguage() === null) void changeLanguage(ofAccount)
  }, [ofAccount])

  const face = (
    <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden>
      <g fill="none" stroke="currentColor" strokeWidth={1.4}>
        <circle cx={8} cy={8} r={6.3} />
        <ellipse cx={8} cy={8} rx={2.8} ry={6.3} />
        <path d="M2 8h12" />
      </g>
    </svg>
  )
  return (
    <HeaderMenu name={t('language')} face={face}>
      {languages.map(({ language, name }) => (
        <MenuAction
          key={language}
          lang={language === 'zh' ? 'zh-Hans' : language}
          isChosen={language === currentLanguage()}
          onChoose={() => {
            choose(language)
          }}
        >
          {name}
        </MenuAction>
      ))}
    </HeaderMenu>
  )
}

export function ColoursMenu(): ReactNode {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choices = [
    { scheme: 'light', name: t('light') },
    { scheme: 'dark', name: t('dark') },
    { scheme: 'auto', name: t('likeDevice') },
  ] as const
  const face = (
    <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden>
      <circle cx={8} cy={8} r={6.25} fill="none" stroke="currentColor" strokeWidth={1.5} />
      <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
    </svg>
  )
  return (
    <HeaderMenu name={t('colours')} face={face}>
      {choices.map(({ scheme, name }) => (
        <MenuAction
          key={scheme}
          isChosen={scheme === colorScheme}
          onChoose={() => {
            setColorScheme(scheme)
          }}
        >
          {name}
        </MenuAction>
      ))}
    </HeaderMenu>
  )
}

/** `course`: the one that the present page belongs to. */
export function PersonMenu({ course }: { course: CourseHere | undefined }): ReactNode {
  const { t } = useTranslation()
  const [path] = useLocation()
  const { data } = useQuery(sessionQuery)
  const signOut = useMutation({
    mutationFn: () => send('DELETE', '/api/session'),
    // A new document: nothing that this one holds is left for whoever comes next.
    onSuccess() {
      window.location.assign('/sign-in?done=signedOut')
    },
  })
  if (!data) return null
  if (!data.user) {
    const back = path.startsWith('/join/') ? signInAddress(path) : '/sign-in'
    return path === '/sign-in' ? null : (
      <Link href={back} className={classes.signIn}>
        {t('signIn')}
      </Link>
    )
  }
  const { name } = data.user
  const face = (
    <>
      <span className={classes.initial} data-initial={Array.from(name)[0]?.toUpperCase()} />
      <span className={classes.dispensable}>{name}</span>
    </>
  )
  return (
    <HeaderMenu name={t('menu', { name })} face={face}>
      <MenuLink href="/">{t('courses')}</MenuLink>
      {course && course.role !== 'student' && (
        <>
          <MenuLink href={`/courses/${course.slug}/staff`}>{t('staffRoom')}</MenuLink>
          <MenuLink href={`/courses/${course.slug}/people`}>{t('people')}</MenuLink>
        </>
      )}
      <MenuLink href="/account">{t('account')}</MenuLink>
      <MenuAction
        onChoose={() => {
          signOut.mutate()
        }}
      >
        {t('signOut')}
      </MenuAction>
    </HeaderMenu>
  )
}

type CourseHere = Wire<Session>['courses'][number]
