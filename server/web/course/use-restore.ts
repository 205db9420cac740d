/** Putting an earlier version into the editor: it becomes the draft, and the exercise opens. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Draft, DraftAnswer, DraftSave } from '../../api/draft.ts'
import type { OpenSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'
import { get, Refused, send } from '../client.ts'
import { exerciseQuery, submissionQuery } from '../report/submission-query.ts'
import type { Version } from './history.ts'

/** A draft that would be lost, and what would take its place. */
export interface Replacement {
  readonly version: Version
  readonly opened: Wire<OpenSubmission>
  readonly draft: Wire<Draft>
}

export interface Restoring {
  readonly restore: (version: Version) => void
  readonly isBusy: boolean
  readonly failure: {
    readonly version: Version
    readonly isConflict: boolean
    readonly message: string
  } | null
  /** What the student is asked about; null when nothing would be lost. */
  readonly asked: Replacement | null
  readonly answer: (replaces: boolean) => void
}

interface Place {
  readonly course: string
  readonly exercise: string
  /** Newest first. */
  readonly versions: readonly Version[]
}

export function useRestore({ course, exercise, versions }: Place): Restoring {
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState<Replacement | null>(null)
  const address = `/api/drafts/${encodeURIComponent(exercise)}`

  const restore = useMutation({
    mutationFn: async ({ version, over }: { version: Version; over?: Replacement }) => {
      const opened = over?.opened ?? (await queries.query(kept(version.id)))
      const draft = over?.draft ?? (await get<Wire<DraftAnswer>>(address)).draft
      if (draft?.source === opened.source) return 'there'
      if (draft && !over && !(await isKept(queries, draft.source, exercise, versions))) {
        setAsked({ version, opened, draft })
        return 'asked'
      }
      await send('PUT', address, {
        source: opened.source,
        revision: draft?.revision ?? 0,
        exerciseVersion: opened.exerciseVersion,
      } satisfies DraftSave)
      return 'there'
    },
    onSuccess(outcome) {
      if (outcome === 'there') navigate(`/courses/${course}/${exercise}`)
    },
  })

  const { error, variables } = restore
  return {
    restore: (version) => {
      if (!restore.isPending) restore.mutate({ version })
    },
    isBusy: restore.isPending,
    failure: error
      ? {
          version: variables.version,
          isConflict: error instanceof Refused && error.code === 'draftConflict',
          message: error.message,
        }
      : null,
    asked,
    answer: (replaces) => {
      setAsked(null)
      if (asked && replaces) restore.mutate({ version: asked.version, over: asked })
    },
  }
}

/** What was handed in stays as it is. */
function kept(id: string) {
  return { ...submissionQuery(id), staleTime: 'static' } as const
}

/** Among so many of the latest versions a draft is looked for; an older one is asked about in vain at worst. */
const lookedThrough = 5

/** Whether a draft's text can be found again: it was handed in lately, has been looked at here, or is the stub. */
async function isKept(
  queries: QueryClient,
  source: string,
  exercise: string,
  versions: readonly Version[],
): Promise<boolean> {
  if (source.trim() === '') return true
  const seen = queries.getQueriesData<Wire<OpenSubmission>>({ queryKey: ['submission'] })
  if (seen.some(([, data]) => data?.exercise === exercise && data.source === source)) return true
  for (const { id } of versions.slice(0, lookedThrough)) {
    if ((await queries.query(kept(id))).source === source) return true
  }
  return (await queries.query(exerciseQuery(exercise))).stub === source
}
