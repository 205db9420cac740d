import type { StaffTranslation } from '../words.ts'
import { staff } from './staff/staff.ts'

export const words = { staff } satisfies StaffTranslation
