import { Anchor, Container, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { PageTitle } from './page-title.tsx'

export function NotFound(): ReactNode {
  const { t } = useTranslation()
  return (
    <Container size="sm" py="xl">
      <PageTitle>{t('notFoundTitle')}</PageTitle>
      <Title order={1}>{t('notFoundTitle')}</Title>
      <Text my="md">{t('notFound')}</Text>
      <Anchor component={Link} href="/">
        {t('toCourses')}
      </Anchor>
    </Container>
  )
}
