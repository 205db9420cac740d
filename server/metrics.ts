/** What Prometheus may ask about this process. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export interface QueueState {
  /** Submissions that wait for a grader. */
  readonly waiting: number
  /** How long the oldest of them has waited; 0 when none waits. */
  readonly oldestMilliseconds: number
  /** Results of graders that came too late, and changed nothing: of the graders of the last seven days. */
  readonly discarded: number
}

/** A registry of its own, so that two apps in one process do not add up. */
export function createMetrics(queueState: () => Promise<QueueState>) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]

  new Gauge({
    name: 'attendant_queue_waiting',
    help: 'Submissions that wait for a grader',
    registers,
    async collect() {
      // Without the database the rest is worth reading all the more.
      const state = await queueState().catch(() => null)
      this.set(state?.waiting ?? NaN)
      queueAge.set(state ? state.oldestMilliseconds / 1000 : NaN)
      fenced.set(state?.discarded ?? NaN)
    },
  })
  const queueAge = new Gauge({
    name: 'attendant_queue_oldest_seconds',
    help: 'How long the oldest of them has waited',
    registers,
  })
  const fenced = new Gauge({
    name: 'attendant_fenced_writes',
    help: 'Results that came too late and changed nothing, by the graders of the last seven days',
    registers,
  })
  return {
    registry,
    requests: new Histogram({
      name: 'attendant_http_request_seconds',
      help: 'Time to answer, by route and status; event streams count until they end',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    submissions: new Counter({
      name: 'attendant_submissions_accepted_total',
      help: 'Submissions and runs accepted here',
      labelNames: ['kind'] as const,
      registers,
    }),
    streams: new Gauge({
      name: 'attendant_event_streams',
      help: 'Open event streams',
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
