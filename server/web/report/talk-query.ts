import { queryOptions } from '@tanstack/react-query'
import type { Thread, Threads } from '../../api/threads.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'

export type Talk = Wire<Thread>

/** What a student and the staff wrote to each other about a submission. */
export function talkQuery(submission: string) {
  return queryOptions({
    queryKey: ['talk', submission],
    queryFn: ({ signal }) =>
      get<Wire<Threads>>(`/api/submissions/${encodeURIComponent(submission)}/threads`, signal),
    refetchOnWindowFocus: 'always',
  })
}
