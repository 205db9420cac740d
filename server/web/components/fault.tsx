/** What went wrong, with what can be done about it. */
import { Alert, Anchor, Button, Container, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { isOffline, Refused } from '../client.ts'
import { NotFound } from './not-found.tsx'
import { PageTitle } from './page-title.tsx'

interface FaultProps {
  readonly error: unknown
  /** Asks once more. */
  readonly onTryAgain?: () => void
}

/** An error of a question to the server, where its answer would stand. */
export function Fault(props: FaultProps): ReactNode {
  const { t } = useTranslation()
  if (isNotFound(props.error)) return <NotFound />
  return <FaultAlert {...props} title={t('faultTitle')} />
}

/** The same in the place of a whole page. */
export function PageFault(props: FaultProps): ReactNode {
  const { t } = useTranslation()
  if (isNotFound(props.error)) return <NotFound />
  return (
    <Container size="sm" py="xl">
      <PageTitle>{t('faultTitle')}</PageTitle>
      <Title order={1} size="h2" mb="md">
        {t('faultTitle')}
      </Title>
      <FaultAlert {...props} />
      <Anchor component={Link} href="/">
        {t('toCourses')}
      </Anchor>
    </Container>
  )
}

function FaultAlert({ error, onTryAgain, title }: FaultProps & { title?: string }): ReactNode {
  const { t } = useTranslation()
  if (isMissingPart(error)) return <Updated />
  const message = error instanceof Error ? error.message : String(error)
  return (
    <Alert color="red" title={title} role="alert" my="md">
      <Text size="sm">{isOffline(error) ? t('noNetwork') : message}</Text>
      {onTryAgain && !isFinal(error) && (
        <Button variant="default" mt="sm" onClick={onTryAgain}>
          {t('tryAgain')}
        </Button>
      )}
    </Alert>
  )
}

function isNotFound(error: unknown): boolean {
  return error instanceof Refused && error.status === 404
}

/** Whether asking once more would be answered in the same way. */
function isFinal(error: unknown): boolean {
  return error instanceof Refused && error.status >= 400 && error.status < 429
}

/** Parts of the page that are not loaded yet have other names after an update. */
function Updated(): ReactNode {
  const { t } = useTranslation()
  return (
    <Alert role="alert" my="md">
      <Text size="sm">{t('updateReady')}</Text>
      <Button mt="sm" onClick={reload}>
        {t('reload')}
      </Button>
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
    return error === null ? this.props.children : <PageFault error={error} onTryAgain={reload} />
  }
}
