/** What the pages of the workshop ask the server, and where it answers. */
import { queryOptions } from '@tanstack/react-query'
import type {
  EditionPreview,
  ListedEdition,
  OpenEdition,
  OpenWorkshopExercise,
  Workshop,
} from '../../../api/workshop.ts'
import type { Wire } from '../../../api/wire.ts'
import { get } from '../../client.ts'
import { currentLanguage } from '../../language.ts'

export type Everything = Wire<Workshop>
export type Listed = Everything['exercises'][number]
export type Edition = Wire<ListedEdition>
export type Opened = Wire<OpenEdition>
export type Preview = Wire<EditionPreview>

/** The beginning of every question about it. */
export const workshopKey = (course: string) => ['workshop', course] as const

/** Of the workshop, of one of its exercises, or of what belongs to that. */
export function addressOf(course: string, ...path: readonly string[]): string {
  return ['/api/courses', course, 'workshop', ...path]
    .map((step, at) => (at === 0 ? step : encodeURIComponent(step)))
    .join('/')
}

const second = 1_000

export function isUnderway({ check }: Pick<Edition, 'check'>): boolean {
  return check === 'waiting' || check === 'running'
}

/** Asked more often while something is being checked. */
export const workshopQuery = (course: string) =>
  queryOptions({
    queryKey: [...workshopKey(course), 'all'],
    queryFn: ({ signal }) => get<Everything>(addressOf(course), signal),
    refetchInterval: ({ state }) =>
      (state.data?.exercises.some(({ newest }) => isUnderway(newest)) ?? false) && 2 * second,
    staleTime: 0,
  })

export const editionsKey = (course: string, slug: string) => [
  ...workshopKey(course),
  ...['editions', slug],
]

/** Asked again and again, to notice what others save. */
export const editionsQuery = (course: string, slug: string) =>
  queryOptions({
    queryKey: editionsKey(course, slug),
    queryFn: ({ signal }) => get<Wire<OpenWorkshopExercise>>(addressOf(course, slug), signal),
    refetchInterval: ({ state }) =>
      state.data?.editions.some(isUnderway) ? 2 * second : 15 * second,
    refetchOnWindowFocus: 'always',
    staleTime: 0,
  })

/** Asked every second while it is being checked. */
export const editionQuery = (course: string, slug: string, edition: string) =>
  queryOptions({
    queryKey: [...editionsKey(course, slug), edition],
    queryFn: ({ signal }) => get<Opened>(addressOf(course, slug, 'editions', edition), signal),
    refetchInterval: ({ state }) => (state.data ? isUnderway(state.data) : false) && second,
  })

export const previewQuery = (course: string, slug: string, edition: string) =>
  queryOptions({
    queryKey: [...editionsKey(course, slug), edition, 'preview', currentLanguage()],
    queryFn: ({ signal }) =>
      get<Preview>(addressOf(course, slug, 'editions', edition, 'preview'), signal),
  })
