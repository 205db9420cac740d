/** The areas of the staff room, in the order in which they stand in its navigation. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { staff } from '../words/en/staff/staff.ts'
import type { AreaProps } from './area.ts'

interface Area {
  /** In the address, and its name in the words. */
  readonly name: keyof typeof staff
  /** Whose it is: the whole staff's, instructors', or those people's who run the server. */
  readonly of: 'staff' | 'instructors' | 'administrators'
  readonly Page: LazyExoticComponent<ComponentType<AreaProps>>
  /** The area in whose place of the navigation it is found; it has none of its own. */
  readonly within?: keyof typeof staff
  /** How much waits there. */
  readonly Count?: LazyExoticComponent<ComponentType<{ course: string }>>
}

export const areas: readonly Area[] = [
  { name: 'review', of: 'staff', Page: lazy(() => import('./review/review-page.tsx')) },
  { name: 'clusters', of: 'staff', Page: lazy(() => import('./clusters/clusters-page.tsx')) },
  {
    ...{ name: 'requests', of: 'staff' },
    Page: lazy(() => import('./requests/requests-page.tsx')),
    Count: lazy(() => import('./requests/open-count.tsx')),
  },
  { name: 'regrades', of: 'instructors', Page: lazy(() => import('./regrades/regrades-page.tsx')) },
  { name: 'grades', of: 'staff', Page: lazy(() => import('./grades/grades-page.tsx')) },
  {
    name: 'assignments',
    of: 'instructors',
    Page: lazy(() => import('./assignments/assignments-page.tsx')),
  },
  { name: 'exercises', of: 'staff', Page: lazy(() => import('./exercises/exercises-page.tsx')) },
  {
    ...{ name: 'workshop', of: 'instructors', within: 'exercises' },
    Page: lazy(() => import('./workshop/workshop-page.tsx')),
  },
  {
    name: 'similarity',
    of: 'instructors',
    Page: lazy(() => import('./similarity/similarity-page.tsx')),
  },
  { name: 'audit', of: 'instructors', Page: lazy(() => import('./audit/audit-page.tsx')) },
  {
    name: 'operations',
    of: 'administrators',
    Page: lazy(() => import('./operations/operations-page.tsx')),
  },
]
