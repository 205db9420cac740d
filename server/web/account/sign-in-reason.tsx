import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const problems = [
  'ended',
  'expired',
  'providerRefused',
  'providerUnreachable',
  'emailUnverified',
] as const
const deeds = ['signedOut', 'signedOutEverywhere', 'passwordSet', 'accountDeleted'] as const

interface SignInReasonProps {
  readonly problem: string | null
  readonly done: string | null
}

/** Why somebody finds themselves on the sign-in page, when they did not simply open it. */
export function SignInReason({ problem, done }: SignInReasonProps): ReactNode {
  const { t } = useTranslation('account')
  const wrong = problems.find((code) => code === problem)
  const well = deeds.find((code) => code === done)
  if (wrong) {
    return (
      <Alert color="yellow" role="alert">
        {t(wrong)}
      </Alert>
    )
  }
  return (
    well && (
      <Alert color="green" role="status">
        {t(well)}
      </Alert>
    )
  )
}
