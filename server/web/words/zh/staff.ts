import type { StaffTranslation } from '../words.ts'
import { assignments } from './staff/assignments.ts'
import { audit } from './staff/audit.ts'
import { clusters } from './staff/clusters.ts'
import { gradebook } from './staff/gradebook.ts'
import { operations } from './staff/operations.ts'
import { regrades } from './staff/regrades.ts'
import { requests } from './staff/requests.ts'
import { similarity } from './staff/similarity.ts'
import { staff } from './staff/staff.ts'
import { statistics } from './staff/statistics.ts'
import { review } from './staff/review.ts'
import { workshop } from './staff/workshop.ts'

export const words = {
  staff,
  review,
  assignments,
  gradebook,
  clusters,
  requests,
  statistics,
  workshop,
  regrades,
  similarity,
  audit,
  operations,
} satisfies StaffTranslation
