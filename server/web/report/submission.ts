/** What all parts of a report know. */
import type { OpenSubmission } from '../../api/submission.ts'
import type { Wire } from '../../api/wire.ts'

export type Submission = Wire<OpenSubmission>

/** What of it a report is drawn from. */
export type Reported = Pick<Submission, 'id' | 'report' | 'text' | 'hints' | 'passedBefore'>

/** Shows a place of the student's file in an editor; line and column count from 1. */
export type GoToLine = (line: number, column: number) => void
