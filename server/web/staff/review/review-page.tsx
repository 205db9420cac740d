/** The area of reviewing: the queue, one submission, and what reviewing is done with. */
import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import type { AreaProps } from '../area.ts'
import { BankPage } from './bank-page.tsx'
import { filterIn } from './filter.ts'
import { QueuePage } from './queue-page.tsx'
import { RubricPage } from './rubric-page.tsx'
import { SubmissionReview } from './submission-review.tsx'

export default function ReviewPage({ course, id }: AreaProps): ReactNode {
  const [search] = useSearchParams()
  if (id === undefined) return <QueuePage course={course} />
  if (id === 'rubrics') return <RubricPage course={course} />
  if (id === 'comments') return <BankPage course={course} />
  return <SubmissionReview course={course} id={id} filter={filterIn(search)} key={id} />
}
