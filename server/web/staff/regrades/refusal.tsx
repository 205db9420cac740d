/** Why the server refused to begin or to decide, in the language of the page. */
import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isOffline, Refused } from '../../client.ts'

const known = [
  'regradeOpen',
  'nothingToRegrade',
  'regradeRunning',
  'previewChanged',
  'regradeState',
  'laterRegrade',
] as const

export function Refusal({ error }: { error: Error | null }): ReactNode {
  const { t } = useTranslation(['regrades', 'shell'])
  if (!error) return null
  const word = known.find((code) => error instanceof Refused && error.code === code)
  return (
    <Alert color="red" role="alert" p="sm">
      {isOffline(error) ? t('noNetwork', { ns: 'shell' }) : word ? t(word) : error.message}
    </Alert>
  )
}
