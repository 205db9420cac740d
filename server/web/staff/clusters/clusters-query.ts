/** What the area of clusters asks the server for. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Cluster as ClusterOfServer, ClusterMembers, Clusters } from '../../../api/clusters.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'
import { currentLanguage } from '../../language.ts'

export type Cluster = Wire<ClusterOfServer>
export type Member = Wire<ClusterMembers>['members'][number]

/** What staff has chosen to look at; '' stands for all. */
export interface Choice {
  readonly exercise: string
  readonly section: string
  readonly which: 'newest' | 'all'
}

export const clustersKey = (course: string) => ['clusters', course] as const

export function clustersAddress(course: string): string {
  return `/api/courses/${encodeURIComponent(course)}/clusters`
}

function search(of: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(of).filter(([, value]) => value !== '')).toString()
}

export const clustersQuery = (course: string, choice: Choice) =>
  queryOptions({
    queryKey: [...clustersKey(course), choice, currentLanguage()],
    queryFn: ({ signal }) =>
      get<Wire<Clusters>>(`${clustersAddress(course)}?${search({ ...choice })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const membersQuery = (
  course: string,
  { exercise, ...choice }: Choice,
  { key }: Pick<Cluster, 'key'>,
) =>
  infiniteQueryOptions({
    queryKey: [...clustersKey(course), 'members', exercise, choice, key],
    queryFn: ({ signal, pageParam }) => {
      const query = search({ ...choice, cluster: key, page: String(pageParam) })
      return get<Wire<ClusterMembers>>(
        `${clustersAddress(course)}/${exercise}/members?${query}`,
        signal,
      )
    },
    initialPageParam: 1,
    getNextPageParam: ({ page, pages }) => (page < pages ? page + 1 : undefined),
  })
