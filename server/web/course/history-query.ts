/** Asking for what was run and handed in for an exercise. */
import { queryOptions } from '@tanstack/react-query'
import type { History } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { get } from '../client.ts'
import { type Listed, numbered } from './history.ts'

/** The latest runs and submissions, newest first. */
export const recentHistoryQuery = (exercise: string) =>
  queryOptions({
    queryKey: ['history', exercise, 'recent'],
    queryFn: async ({ signal }) => (await page(exercise, { limit: '20' }, signal)).submissions,
    refetchInterval: ({ state }) => whileUnfinished(state.data),
    refetchOnMount: 'always',
  })

/** All of them, newest first. Attempts can be counted only when all are known. */
export const historyQuery = (exercise: string) =>
  queryOptions({
    queryKey: ['history', exercise, 'whole'],
    queryFn: async ({ signal }) => {
      const all: Listed[] = []
      let cursor: string | null = null
      do {
        const { submissions, next }: Wire<History> = await page(
          exercise,
          { limit: '100', ...(cursor !== null && { cursor }) },
          signal,
        )
        all.push(...submissions)
        cursor = next
      } while (cursor !== null)
      return numbered(all)
    },
    refetchInterval: ({ state }) => whileUnfinished(state.data),
    refetchOnMount: 'always',
  })

async function page(
  exercise: string,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<Wire<History>> {
  const search = new URLSearchParams({ exercise, ...query })
  return await get<Wire<History>>(`/api/submissions?${search.toString()}`, signal)
}

function whileUnfinished(listed: readonly Listed[] | undefined): number | false {
  return listed?.some(({ status }) => status === 'waiting' || status === 'started') ? 2_000 : false
}
