import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { requestsQuery } from './requests-query.ts'

/** How many students wait for an answer, beside the area's name; nothing while nobody does. */
export default function OpenCount({ course }: { course: string }): ReactNode {
  const requests = useQuery(requestsQuery(course, 'open', 1))
  const open = requests.data?.counts.open ?? 0
  return open > 0 && ` (${open})`
}
