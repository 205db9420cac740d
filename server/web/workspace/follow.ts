/** Follows a submission until it ends: by its stream of events, or by asking again and again where streams do not arrive. */
import type { ProgressEvent } from '../../../grader/report.ts'
import type { OpenSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { get, isOffline, Refused } from '../client.ts'

const kinds = ['queued', 'started', 'case', 'requeued', 'superseded', 'verdict'] as const
const askEvery = 2_000
const failuresBeforeAsking = 3

/**
 * Tells every event as it comes, each once. `onLost` is told when the submission cannot be read any
 * more. Returns what stops it.
 */
export function followSubmission(
  id: string,
  onEvent: (event: ProgressEvent) => void,
  onLost: (error: unknown) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false
  const stream = new EventSource(`/api/submissions/${id}/events`)

  const stop = () => {
    stopped = true
    stream.close()
    clearTimeout(timer)
  }

  const hear = (event: ProgressEvent) => {
    if (stopped) return
    if (event.kind === 'verdict' || event.kind === 'superseded') stop()
    onEvent(event)
  }

  for (const kind of kinds) {
    stream.addEventListener(kind, ({ data }: MessageEvent<string>) => {
      failures = 0
      hear(JSON.parse(data) as ProgressEvent)
    })
  }
  stream.addEventListener('error', () => {
    failures += 1
    // The browser reconnects by itself, unless it was refused.
    if (stream.readyState !== EventSource.CLOSED && failures < failuresBeforeAsking) return
    stream.close()
    void ask()
  })

  async function ask(): Promise<void> {
    try {
      const event = endOf(await get<Wire<OpenSubmission>>(`/api/submissions/${id}`))
      if (event) {
        hear(event)
        return
      }
    } catch (error) {
      if (stopped) return
      if (!isOffline(error) && !(error instanceof Refused && error.status === 429)) {
        stop()
        onLost(error)
        return
      }
    }
    if (!stopped) timer = setTimeout(() => void ask(), askEvery)
  }

  return stop
}

/** How a submission ended, as the event that would have told it; null while it has not. */
export function endOf(submission: Wire<OpenSubmission>): ProgressEvent | null {
  const { status, verdict, points, maxPoints } = submission
  if (status === 'superseded') return { kind: 'superseded' }
  if (verdict === null) return null
  return { kind: 'verdict', verdict, points: points ?? 0, maxPoints: maxPoints ?? 0 }
}
