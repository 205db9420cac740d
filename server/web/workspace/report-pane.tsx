/** What came of running or submitting: progress while it is graded, then the report. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useEffectEvent, useReducer, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgressEvent } from '../../../grader/report.ts'
import { Refused } from '../client.ts'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { dateTime } from '../dates.ts'
import { Live } from './live.tsx'
import { justSent, nextLive, type LiveState } from './live-state.ts'
import { followSubmission } from './follow.ts'
import { submissionQuery } from '../report/submission-query.ts'
import classes from './report-pane.module.css'
import type { HandInKind } from './use-hand-in.ts'

const fetchReportView = async () => {
  const { ReportView } = await import('../report/report-view.tsx')
  return { default: ReportView }
}
const ReportView = lazy(fetchReportView)

/** Where Alt+R leads. */
export const reportHeading = 'workspace-report-heading'

interface ReportPaneProps {
  readonly followed: string | null
  readonly sending: HandInKind | null
  readonly error: Error | null
  /** The course's slug. */
  readonly course: string
  readonly next: { readonly href: string; readonly title: string } | null
  readonly built: string
  /** What stands here before anything was handed in. */
  readonly empty?: ReactNode
  readonly onGoToLine: (line: number, column: number) => void
  readonly onEnded: () => void
  readonly onLost: () => void
}

export function ReportPane({
  followed,
  sending,
  error,
  course,
  next,
  built,
  empty,
  onGoToLine,
  onEnded,
  onLost,
}: ReportPaneProps): ReactNode {
  const { t } = useTranslation('workspace')
  const live = useLive(followed, { onEnded, onLost })
  const ended = live?.phase === 'finished'
  const report = useQuery({
    ...submissionQuery(followed ?? ''),
    enabled: ended,
    // The report before stays until the next one is there.
    placeholderData: keepPreviousData,
  })
  // What shows the report is fetched while the first one is on its way.
  useEffect(() => {
    if (sending !== null) void fetchReportView()
  }, [sending])
  const fresh = ended && !report.isPlaceholderData && report.data !== undefined
  const busy = sending !== null || (live !== null && live.phase !== 'superseded' && !fresh)

  return (
    <>
      <div className={classes.bar}>
        <h2 id={reportHeading} tabIndex={-1} className={classes.heading}>
          {t('report')}
        </h2>
      </div>
      <p role="status" className={classes.said}>
        {live && said(live)}
      </p>
      <div className={classes.body} tabIndex={0} role="group" aria-label={t('report')}>
        {error && <NotHandedIn error={error} />}
        {sending ? (
          <p className={classes.note}>{t('sending')}</p>
        ) : (
          live && !fresh && !report.error && <Live live={live} />
        )}
        {report.error && <Fault error={report.error} onTryAgain={() => void report.refetch()} />}
        {report.data && (
          <div className={classes.report} aria-busy={busy}>
            <Suspense fallback={<Loading />}>
              <ReportView
                submission={report.data}
                course={course}
                next={next}
                built={built}
                onGoToLine={onGoToLine}
              />
            </Suspense>
          </div>
        )}
        {!followed && !sending && !error && (
          <div className={classes.note}>
            {empty ?? (
              <>
                <p>{t('reportEmpty')}</p>
                <p>{t('reportEmptySubmit')}</p>
              </>
            )}
          </div>
        )}
      </div>
    </>
  )

  function said({ phase, verdict }: LiveState): string {
    if (phase === 'started') return t('saidStarted')
    if (phase !== 'finished') return ''
    return verdict === 'passed' ? t('saidPassed') : t('saidFailed')
  }
}

/** Follows the submission, also the one that was followed before a reload. Null when there is none. */
function useLive(
  id: string | null,
  { onEnded, onLost }: { onEnded: () => void; onLost: () => void },
): LiveState | null {
  const [state, hear] = useReducer(nextFollowed, { id: null, live: justSent })
  const heard = useEffectEvent((id: string, event: ProgressEvent) => {
    hear({ id, event })
    if (event.kind === 'verdict') onEnded()
  })
  const lost = useEffectEvent((error: unknown) => {
    if (error instanceof Refused && error.status === 404) onLost()
  })
  // Listens to the server as long as this submission is the one that is shown.
  useEffect(() => {
    if (id === null) return
    return followSubmission(
      id,
      (event) => {
        heard(id, event)
      },
      (error) => {
        lost(error)
      },
    )
  }, [id])
  if (id === null) return null
  return state.id === id ? state.live : justSent
}

interface FollowedLive {
  readonly id: string | null
  readonly live: LiveState
}

/** Another submission begins anew. */
function nextFollowed(
  state: FollowedLive,
  { id, event }: { id: string; event: ProgressEvent },
): FollowedLive {
  return { id, live: nextLive(state.id === id ? state.live : justSent, event) }
}

function NotHandedIn({ error }: { error: Error }): ReactNode {
  const { t } = useTranslation('workspace')
  function words(): string {
    if (!(error instanceof Refused)) return error.message
    if (error.status === 0) return t('offlineNote')
    if (error.code !== 'tooSoon') return error.message
    return t('tooSoon', { time: dateTime((error.details as { at: string }).at) })
  }
  return (
    <div className={classes.problem} role="alert">
      <strong>{t('notHandedIn')}</strong>
      <p>{words()}</p>
    </div>
  )
}
