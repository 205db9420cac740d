/** Fetches what an exercise's workspace needs before it can open. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { CourseExercise } from '../../api/course.ts'
import type { Wire } from '../../api/wire.ts'
import { Refused } from '../client.ts'
import { Fault } from '../components/fault.tsx'
import { Loading } from '../components/loading.tsx'
import { NotFound } from '../components/not-found.tsx'
import { sessionQuery } from '../queries.ts'
import { exerciseQuery } from '../report/submission-query.ts'
import { courseQuery, draftQuery } from './questions.ts'
import { Workspace } from './workspace.tsx'

export default function WorkspacePage({
  course: courseSlug,
  exercise: slug,
}: {
  course: string
  exercise: string
}): ReactNode {
  const session = useQuery(sessionQuery)
  const course = useQuery(courseQuery(courseSlug))
  // Asked again while it is open, to notice when it changes; an unchanged one costs next to nothing.
  const exercise = useQuery({
    ...exerciseQuery(slug),
    ...{ refetchInterval: 60_000, refetchOnWindowFocus: 'always' },
    // In another language the page stays, and the statement follows.
    placeholderData: keepPreviousData,
  })
  const draft = useQuery(draftQuery(slug))
  // What is withdrawn while somebody works on it stays on their screen.
  const [known, setKnown] = useState<Wire<CourseExercise> | null>(null)

  for (const one of [course, exercise]) {
    if (!one.data && one.error) {
      return <Fault error={one.error} onTryAgain={() => void one.refetch()} />
    }
  }
  const user = session.data?.user
  // Without an answer about the draft, what this device remembers is shown.
  if (!user || !course.data || !exercise.data || draft.isPending) return <Loading />
  const exercises = course.data.tracks.flatMap((track) => track.exercises)
  const at = exercises.findIndex((one) => one.slug === slug)
  const given = exercises[at] ?? known
  if (!given) return <NotFound />
  if (given !== known) setKnown(given)
  const withdrawn =
    at === -1 || (exercise.error instanceof Refused && exercise.error.status === 404)
  return (
    <Workspace
      key={user.id}
      user={user.id}
      course={course.data}
      given={given}
      next={(at === -1 ? null : exercises[at + 1]) ?? null}
      exercise={exercise.data}
      withdrawn={withdrawn}
      draft={draft.data?.draft ?? null}
    />
  )
}
