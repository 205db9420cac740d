/**
 * Looks for a simple relation between wrong values and expected ones: a factor, an offset, another
 * order, certain places. A probe predicts the student's values with few free numbers and is believed
 * only when that removes nearly all of the error; it is evidence for a learner, not proof.
 */
import { factorPattern } from './patterns/factors.ts'
import { inputPattern } from './patterns/inputs.ts'
import { orderPattern } from './patterns/order.ts'
import { placePatterns } from './patterns/places.ts'
import { precisionPattern } from './patterns/precision.ts'
import type { WrongValues } from './patterns/values.ts'
import type { Pattern } from './report.ts'

const oneFactor: readonly Pattern['kind'][] = ['constantRatio', 'negated']

/**
 * At most three. One that predicts every value comes first; then where the wrong ones stand;
 * rounding is only thought of when nothing else is seen.
 */
export function findPatterns(values: WrongValues): Pattern[] {
  if (values.expected.length < 3) return []
  const relation = inputPattern(values) ?? factorPattern(values) ?? orderPattern(values)
  // One factor for all leaves right what is 0: no place is special there.
  const places = relation && oneFactor.includes(relation.kind) ? [] : placePatterns(values)
  const patterns = [...(relation ? [relation] : []), ...places]
  if (patterns.length > 0) return patterns.slice(0, 3)
  const precision = precisionPattern(values)
  return precision ? [precision] : []
}
