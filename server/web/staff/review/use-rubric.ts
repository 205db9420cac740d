/** Changes of a rubric; what would change scores is asked about first. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Rubric, RubricItem } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'
import { Refused, send } from '../../client.ts'
import { addressOf, queueKey, rubricKey } from './questions.ts'

export type RubricDeed =
  | { readonly kind: 'add'; readonly text: string; readonly points: number }
  | {
      readonly kind: 'change'
      readonly item: RubricItem
      readonly text: string
      readonly points: number
    }
  | { readonly kind: 'remove'; readonly item: RubricItem }
  | { readonly kind: 'order'; readonly order: readonly string[] }

interface Asked {
  readonly deed: RubricDeed
  /** The done reviews whose scores it changes. */
  readonly reviews: number
}

export interface RubricChanges {
  readonly start: (deed: RubricDeed) => void
  readonly asked: Asked | null
  readonly answer: (yes: boolean) => void
  readonly isBusy: boolean
  readonly error: Error | null
}

export function useRubric(course: string, assignment: string): RubricChanges {
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const path = addressOf(course, `assignments/${assignment}/rubric`)
  const change = useMutation({
    mutationFn: ({ deed, reviews }: { deed: RubricDeed; reviews: number }) =>
      request(path, deed, reviews),
    onSuccess(rubric) {
      queries.setQueryData(rubricKey(course, assignment), rubric)
      void queries.invalidateQueries({ queryKey: queueKey(course) })
    },
    onError(error, { deed }) {
      // Others were done meanwhile; the question is asked again with the new count.
      if (!(error instanceof Refused) || error.code !== 'moreReviews') return
      setAsked({ deed, reviews: (error.details as { reviews: number }).reviews })
      void queries.invalidateQueries({ queryKey: rubricKey(course, assignment) })
    },
  })
  return {
    ...{ asked, isBusy: change.isPending },
    error: asked ? null : change.error,
    start(deed) {
      const reviews = rescored(deed)
      if (reviews > 0 || deed.kind === 'remove') setAsked({ deed, reviews })
      else change.mutate({ deed, reviews })
    },
    answer(yes) {
      setAsked(null)
      if (yes && asked) change.mutate(asked)
      else change.reset()
    },
  }
}

/** How many done reviews get another score. */
function rescored(deed: RubricDeed): number {
  if (deed.kind === 'remove') return deed.item.reviews
  if (deed.kind === 'change') return deed.points === deed.item.points ? 0 : deed.item.reviews
  return 0
}

function request(path: string, deed: RubricDeed, reviews: number): Promise<Wire<Rubric>> {
  switch (deed.kind) {
    case 'add':
      return send('POST', path, { text: deed.text, points: deed.points })
    case 'change': {
      const { text, points } = deed
      return send('PATCH', `${path}/${deed.item.id}`, { text, points, reviews })
    }
    case 'remove':
      return send('DELETE', `${path}/${deed.item.id}?reviews=${reviews}`)
    case 'order':
      return send('PUT', path, { order: deed.order })
  }
}
