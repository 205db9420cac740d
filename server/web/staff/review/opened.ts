/** What the parts of the review know. */
import type { OpenReview, ReviewChoices } from '../../../api/review.ts'
import type { Wire } from '../../../api/wire.ts'

/** A submission with everything about it. */
export type Opened = Wire<OpenReview>

/** What the queue can be asked for. */
export type Choices = Wire<ReviewChoices>
