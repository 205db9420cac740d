/** Why the server refused, in the language of the page where it is one of the workshop's own reasons. */
import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isOffline, Refused } from '../../client.ts'

const known = ['slugTaken', 'notProved', 'notChecked', 'editionNewer'] as const

export function Refusal({ error }: { error: Error | null }): ReactNode {
  const { t } = useTranslation(['workshop', 'shell'])
  if (!error) return null
  const word = known.find((code) => error instanceof Refused && error.code === code)
  return (
    <Alert color="red" role="alert" p="sm">
      {isOffline(error) ? t('noNetwork', { ns: 'shell' }) : word ? t(word) : error.message}
    </Alert>
  )
}
