import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ProviderLinkProps {
  readonly name: string
  /** Where to go on to afterwards. */
  readonly next: string
  /** The token of an invite link that is used right after. */
  readonly invite?: string
}

/** Leads to the provider's own page, so it is a link and no part of this page. */
export function ProviderLink({ name, ...way }: ProviderLinkProps): ReactNode {
  const { t } = useTranslation('account')
  const address = `/api/session/provider?${new URLSearchParams({ ...way }).toString()}`
  return (
    <Button component="a" href={address} size="md">
      {t('signInWith', { name })}
    </Button>
  )
}
