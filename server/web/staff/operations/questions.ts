/** What the operators' page asks and sends. */
import { queryOptions } from '@tanstack/react-query'
import type { HoldReason, Operations } from '../../../api/operations.ts'
import type { Wire } from '../../../api/wire.ts'
import { get, send } from '../../client.ts'

export type Everything = Wire<Operations>
export type Lane = Everything['lanes'][number]
export type Worker = Everything['workers'][number]
export type Edition = Everything['editions'][number]
export type Fault = Everything['faults'][number]

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: ({ signal }) => get<Everything>('/api/operations', signal),
  refetchInterval: 10_000,
  staleTime: 0,
})

/** A lane, everything, or one process: what can be held back and let go on. */
export type Held = { readonly lane: Lane['lane'] | 'all' } | { readonly worker: string }

/** Null lets it go on. The answer is everything as it is then. */
export async function hold(what: Held, reason: string | null): Promise<Everything> {
  const address =
    'lane' in what
      ? `/api/operations/pauses/${what.lane}`
      : `/api/operations/workers/${encodeURIComponent(what.worker)}/drain`
  return reason === null
    ? await send<Everything>('DELETE', address)
    : await send<Everything>('PUT', address, { reason } satisfies HoldReason)
}
