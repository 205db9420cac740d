/** Why the server refused, in the language of the page where `words` has that reason. */
import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isOffline, Refused } from '../client.ts'

interface RefusalProps {
  readonly error: Error | null
  /** By the server's code. */
  readonly words: Readonly<Record<string, string>>
}

export function Refusal({ error, words }: RefusalProps): ReactNode {
  const { t } = useTranslation()
  if (!error) return null
  const word = error instanceof Refused ? words[error.code] : undefined
  return (
    <Alert color="red" role="alert" p="sm">
      {isOffline(error) ? t('noNetwork') : (word ?? error.message)}
    </Alert>
  )
}
