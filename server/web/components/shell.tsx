/** What surrounds every page: the way home, who is signed in, language and colours. */
import { Anchor, Button, Group, Menu, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { send } from '../client.ts'
import { chooseLanguage, currentLanguage, languages } from '../language.ts'
import { sessionQuery } from '../queries.ts'
import classes from './shell.module.css'

export function Shell({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <header className={classes.header}>
        <Anchor component={Link} href="/" aria-label={t('home')} className={classes.brand}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          <span>Attendant</span>
        </Anchor>
        <Group gap="xs" ml="auto">
          <LanguageMenu />
          <ColoursMenu />
          <PersonMenu />
        </Group>
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        {children}
      </main>
    </div>
  )
}

function LanguageMenu(): ReactNode {
  const { t } = useTranslation()
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" px="xs">
          <span aria-hidden>文/A</span>
          <VisuallyHidden>{t('language')}</VisuallyHidden>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map(({ language, name }) => (
          <Menu.Item
            key={language}
            lang={language === 'zh' ? 'zh-Hans' : language}
            aria-current={language === currentLanguage()}
            onClick={() => void chooseLanguage(language)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function ColoursMenu(): ReactNode {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const choices = [
    { scheme: 'light', name: t('light') },
    { scheme: 'dark', name: t('dark') },
    { scheme: 'auto', name: t('likeDevice') },
  ] as const
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" px="xs">
          <span aria-hidden>◐</span>
          <VisuallyHidden>{t('colours')}</VisuallyHidden>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ scheme, name }) => (
          <Menu.Item
            key={scheme}
            aria-current={scheme === colorScheme}
            onClick={() => {
              setColorScheme(scheme)
            }}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function PersonMenu(): ReactNode {
  const { t } = useTranslation()
  const [location, navigate] = useLocation()
  const queries = useQueryClient()
  const { data } = useQuery(sessionQuery)
  const signOut = useMutation({
    mutationFn: () => send('DELETE', '/api/session'),
    onSuccess() {
      queries.clear()
      navigate('/sign-in')
    },
  })
  if (!data) return null
  if (!data.user) {
    if (location === '/sign-in') return null
    return (
      <Button component={Link} href="/sign-in" variant="subtle" size="compact-md">
        {t('signIn')}
      </Button>
    )
  }
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" size="compact-md" aria-label={t('menu', { name: data.user.name })}>
          {data.user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href="/">
          {t('courses')}
        </Menu.Item>
        <Menu.Item component={Link} href="/account">
          {t('account')}
        </Menu.Item>
        <Menu.Item
          onClick={() => {
            signOut.mutate()
          }}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
