/** An exercise of the course's own, from its files to the students who have it. The list of all stands among the exercises. */
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Redirect } from 'wouter'
import { Fault } from '../../components/fault.tsx'
import { Loading } from '../../components/loading.tsx'
import { sessionQuery } from '../../queries.ts'
import type { AreaProps, StaffCourse } from '../area.ts'
import { Bench } from './bench.tsx'
import { editionQuery, editionsQuery } from './questions.ts'
import { readCopies } from './use-working-files.ts'

export default function WorkshopPage({ course, id }: AreaProps): ReactNode {
  const session = useQuery(sessionQuery)
  const user = session.data?.user
  if (id === undefined) return <Redirect to={`/courses/${course.slug}/staff/exercises`} replace />
  if (!user) return <Loading />
  return <Opening key={id} course={course} slug={id} user={user.id} isOperator={user.isAdmin} />
}

interface OpeningProps {
  readonly course: StaffCourse
  readonly slug: string
  readonly user: string
  readonly isOperator: boolean
}

/** Fetches what the work begins with: the newest edition, or the one in which this device has unsaved changes. */
function Opening({ course, slug, user, isOperator }: OpeningProps): ReactNode {
  const editions = useQuery(editionsQuery(course.slug, slug))
  const [copies] = useState(() => readCopies(user, slug))
  const newest = editions.data?.editions[0]?.id
  const copy = copies.find(({ basedOn }) =>
    editions.data?.editions.some((one) => one.id === basedOn),
  )
  const [opened, setOpened] = useState<string | null>(null)
  const begin = opened ?? copy?.basedOn ?? newest
  if (opened === null && editions.data && begin !== undefined) setOpened(begin)
  const base = useQuery({
    ...editionQuery(course.slug, slug, begin ?? ''),
    enabled: begin !== undefined,
  })
  for (const one of [editions, base]) {
    if (one.error && !one.data) {
      return <Fault error={one.error} onTryAgain={() => void one.refetch()} />
    }
  }
  if (!editions.data || !base.data) return <Loading />
  return (
    <Bench
      course={course}
      editions={editions.data.editions}
      base={base.data}
      copies={copies}
      copy={copy ?? null}
      user={user}
      isOperator={isOperator}
    />
  )
}
