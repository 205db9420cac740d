/** What every area of the staff room is given. */
import type { Session } from '../../api/session.ts'
import type { Wire } from '../../api/wire.ts'

/** The course, as the person who is signed in is in it. */
export type StaffCourse = Wire<Session>['courses'][number]

/** `id` is what follows the area in the address, such as a submission's; undefined on the area's own page. */
export interface AreaProps {
  readonly course: StaffCourse
  readonly id: string | undefined
}
