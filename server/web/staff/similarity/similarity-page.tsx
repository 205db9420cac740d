/** Solutions of an exercise that are alike, and two of them side by side. That is no proof of anything. */
import type { ReactNode } from 'react'
import { NotFound } from '../../components/not-found.tsx'
import type { AreaProps } from '../area.ts'
import { OpenedPair } from './opened-pair.tsx'
import { submissionsIn } from './pair-address.ts'
import { PairList } from './pair-list.tsx'

export default function SimilarityPage({ course: { slug }, id }: AreaProps): ReactNode {
  if (id === undefined) return <PairList course={slug} />
  const submissions = submissionsIn(id)
  return submissions ? <OpenedPair course={slug} {...submissions} /> : <NotFound />
}
