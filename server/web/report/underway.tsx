import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useState, type ReactNode } from 'react'
import type { ProgressEvent } from '../../../grader/report.ts'
import { Fault } from '../components/fault.tsx'
import { followSubmission } from '../workspace/follow.ts'
import { justSent, nextLive } from '../workspace/live-state.ts'
import { Live } from '../workspace/live.tsx'
import { submissionKey } from './submission-query.ts'
import classes from './submission-page.module.css'

/** Follows a submission that is not graded yet, and asks for its report when it is. */
export function Underway({ id }: { id: string }): ReactNode {
  const queries = useQueryClient()
  const [live, hear] = useReducer(nextLive, justSent)
  const [lost, setLost] = useState<unknown>(null)

  // Listens to the server as long as this submission is shown.
  useEffect(() => {
    const onEvent = (event: ProgressEvent) => {
      hear(event)
      if (event.kind === 'verdict' || event.kind === 'superseded') {
        void queries.invalidateQueries({ queryKey: submissionKey(id) })
      }
    }
    return followSubmission(id, onEvent, setLost)
  }, [id, queries])

  if (lost !== null) return <Fault error={lost} />
  return (
    <div role="status" className={classes.underway}>
      <Live live={live} />
    </div>
  )
}
