/** The words of the staff room, which only its own pages load. */
import { staff } from './staff/staff.ts'

export const words = { staff }
