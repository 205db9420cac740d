import { Center, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Something is on its way; said to screen readers, too. */
export function Loading(): ReactNode {
  const { t } = useTranslation()
  return (
    <Center p="xl" role="status" aria-label={t('loading')}>
      <Loader size="sm" aria-hidden />
    </Center>
  )
}
