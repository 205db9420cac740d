import type { StaffTranslation } from '../words.ts'
import { regrades } from './staff/regrades.ts'
import { staff } from './staff/staff.ts'

export const words = { staff, regrades } satisfies StaffTranslation
