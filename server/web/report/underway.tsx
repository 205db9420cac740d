import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProgressEvent } from '../../../grader/report.ts'
import { submissionKey } from './submission-query.ts'
import classes from './submission-page.module.css'

const kinds = ['queued', 'started', 'case', 'requeued', 'superseded', 'verdict'] as const

/** Follows a submission that is not graded yet, and asks for its report when it is. */
export function Underway({ id }: { id: string }): ReactNode {
  const { t } = useTranslation('report')
  const queries = useQueryClient()
  const [event, setEvent] = useState<ProgressEvent | null>(null)

  // The stream is outside of React: opened for this submission, closed when the page goes.
  useEffect(() => {
    const stream = new EventSource(`/api/submissions/${encodeURIComponent(id)}/events`)
    const onEvent = ({ data }: MessageEvent<string>) => {
      const arrived = JSON.parse(data) as ProgressEvent
      setEvent(arrived)
      if (arrived.kind !== 'verdict' && arrived.kind !== 'superseded') return
      stream.close()
      void queries.invalidateQueries({ queryKey: submissionKey(id) })
    }
    for (const kind of kinds) stream.addEventListener(kind, onEvent)
    return () => {
      stream.close()
    }
  }, [id, queries])

  return (
    <p role="status" className={classes.underway}>
      {event?.kind === 'queued'
        ? event.position === 0
          ? t('waiting')
          : t('waitingAt', { count: event.position })
        : event?.kind === 'case'
          ? t('gradingCase', event)
          : event?.kind === 'requeued'
            ? t('requeued')
            : event
              ? t('grading')
              : t('waiting')}
    </p>
  )
}
