import { useEffect, useEffectEvent, useReducer, useState, type ReactNode } from 'react'
import { Fault } from '../../components/fault.tsx'
import { followSubmission } from '../../workspace/follow.ts'
import { justSent, nextLive } from '../../workspace/live-state.ts'
import { Live } from '../../workspace/live.tsx'

/** A run on its way. `onEnded` is told when it has a verdict. */
export function FollowedRun({ id, onEnded }: { id: string; onEnded: () => void }): ReactNode {
  const [live, hear] = useReducer(nextLive, justSent)
  const [lost, setLost] = useState<unknown>(null)
  const ended = useEffectEvent(onEnded)

  // Listens to the server as long as this run is shown.
  useEffect(
    () =>
      followSubmission(
        id,
        (event) => {
          hear(event)
          if (event.kind === 'verdict' || event.kind === 'superseded') ended()
        },
        setLost,
      ),
    [id],
  )

  if (lost !== null) return <Fault error={lost} />
  return (
    <div role="status">
      <Live live={live} />
    </div>
  )
}
