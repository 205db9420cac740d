/** What went wrong, with what can be done about it. */
import { Alert, Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
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
  if (isMissingPart(error)) return <Updated />
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

/** Parts of the page that are not loaded yet have other names after an update. */
function Updated(): ReactNode {
  const { t } = useTranslation()
  return (
    <Alert role="alert" m="md">
      <p>{t('updateReady')}</p>
      <Button onClick={reload}>{t('reload')}</Button>
    </Alert>
  )
}

/** As the browsers put it when a part of the page could not be downloaded. */
function isMissingPart(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported|module script/.test(error.message)
}

function reload(): void {
  window.location.reload()
}

/** Catches what a page throws while it is drawn, also a part that could not be downloaded; another page starts anew. */
export function FaultBoundary({ children }: { children: ReactNode }): ReactNode {
  const [path] = useLocation()
  return <Boundary path={path}>{children}</Boundary>
}

interface BoundaryProps {
  readonly path: string
  readonly children: ReactNode
}

interface BoundaryState {
  readonly error: unknown
  /** Where it was thrown. */
  readonly path: string
}

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, path: this.props.path }

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error }
  }

  static getDerivedStateFromProps({ path }: BoundaryProps, state: BoundaryState): BoundaryState {
    return path === state.path ? state : { error: null, path }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error === null ? this.props.children : <Fault error={error} onTryAgain={reload} />
  }
}
