/** What went wrong, with what can be done about it. */
import { Alert, Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isOffline, Refused } from '../client.ts'
import { NotFound } from './not-found.tsx'

interface FaultProps {
  readonly error: unknown
  /** Asks once more. */
  readonly onTryAgain?: () => void
}

/** An error of a question to the server, where its answer would stand. */
export function Fault({ error, onTryAgain }: FaultProps): ReactNode {
  const { t } = useTranslation()
  if (error instanceof Refused && error.status === 404) return <NotFound />
  const message = error instanceof Error ? error.message : String(error)
  return (
    <Alert color="red" title={t('faultTitle')} role="alert" m="md">
      <p>{isOffline(error) ? t('noNetwork') : message}</p>
      {onTryAgain && (
        <Button variant="default" onClick={onTryAgain}>
          {t('tryAgain')}
        </Button>
      )}
    </Alert>
  )
}

/** Catches what a page throws while it is drawn, also a part that could not be downloaded. */
export class FaultBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <Fault
        error={error}
        onTryAgain={() => {
          window.location.reload()
        }}
      />
    )
  }
}
