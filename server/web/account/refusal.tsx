/** What the server says to somebody who signs in, joins or changes their account, in the language of the page. */
import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isOffline, Refused } from '../client.ts'

/** The server's own sentences are English; what has one of these codes is said in every language. */
const known = [
  'demoPerson',
  'emailDiffers',
  'emailTaken',
  'eraseElsewhere',
  'inviteExpired',
  'inviteRevoked',
  'inviteUnknown',
  'inviteUsedUp',
  'lastAdministrator',
  'lastInstructor',
  'linkOver',
  'notOnlyStudent',
  'openedElsewhere',
  'rosterChanged',
  'tooManyKeys',
  'tooManyRequests',
  'wrongPassword',
] as const

function useRefusalText(): (error: Error) => string {
  const { t } = useTranslation(['account', 'shell'])
  return (error) => {
    if (isOffline(error)) return t('noNetwork', { ns: 'shell' })
    const word = known.find((code) => error instanceof Refused && error.code === code)
    return word === undefined ? error.message : t(word)
  }
}

/** Stands in a form or beside a button. Nothing when there was no refusal. */
export function Refusal({ error }: { error: Error | null }): ReactNode {
  const refusalText = useRefusalText()
  return (
    error && (
      <Alert color="red" role="alert" p="sm">
        {refusalText(error)}
      </Alert>
    )
  )
}
