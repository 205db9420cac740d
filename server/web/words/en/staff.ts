/** The words of the staff room, which only its own pages load. */
import { regrades } from './staff/regrades.ts'
import { staff } from './staff/staff.ts'

export const words = { staff, regrades }
