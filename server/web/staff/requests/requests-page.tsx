import type { ReactNode } from 'react'
import type { AreaProps } from '../area.ts'
import { RequestList } from './request-list.tsx'
import { RequestPage } from './request-page.tsx'

/** Requests of a course for regrades, and one of them. */
export default function RequestsPage({ course, id }: AreaProps): ReactNode {
  return id === undefined ? (
    <RequestList course={course} />
  ) : (
    <RequestPage course={course} id={id} key={id} />
  )
}
