/** English for what a pattern probe saw. */
import { recognised, short } from '../digits.ts'
import type { Pattern } from '../../report.ts'
import { listed, placesAlong, plural, singular } from './places.ts'

/** One sentence for a pattern. */
export function patternSentence(pattern: Pattern): string {
  return sentences[pattern.kind](pattern as never)
}

const sentences: {
  readonly [K in Pattern['kind']]: (pattern: Extract<Pattern, { kind: K }>) => string
} = {
  constantRatio: ({ ratio }) => {
    if (ratio === null) return 'Every value is one and the same multiple of the expected one.'
    const formula = recognised(ratio)
    return `Every value is ${short(ratio)} × the expected one${formula ? ` (${formula})` : ''}.`
  },
  sliceRatios: ({ axisName, ratios }) =>
    `Each ${singular(axisName)} is a constant times the expected one${
      ratios ? `: ${listed(ratios.map(short), 8)}` : ''
    }.`,
  rowRatios: ({ axisName }) =>
    `Each row of ${plural(axisName)} is a constant of its own times the expected row.`,
  constantOffset: ({ offset }) =>
    offset === null
      ? 'Every value is off by one and the same amount.'
      : `Every value is too ${offset > 0 ? 'large' : 'small'} by the same ${short(Math.abs(offset))}.`,
  broadcastOffset: ({ axisName }) =>
    `You are off by one and the same vector of ${plural(axisName)} everywhere: as if a bias were missing, doubled or not wanted.`,
  rowOffsets: ({ axisName }) =>
    `Each row of ${plural(axisName)} is off by one number of its own: all its values are too large or too small by the same.`,
  inputInvolved: ({ parameter, relation }) =>
    ({
      equalsInput: `Your output is the input ${parameter} itself.`,
      inputAdded: `Your output is the expected one plus the input ${parameter}.`,
      inputMissing: `Your output is the expected one minus the input ${parameter}.`,
    })[relation],
  axesSwapped: ({ axes: [one, other] }) =>
    `The expected values are all there, but stand as if ${plural(one)} and ${plural(other)} had been exchanged.`,
  samePoolOfValues: () => 'The expected values are all there, but in other places.',
  reordered: ({ axisName, order }) =>
    `The expected ${plural(axisName)} are all there, but in another order: ${listed(order.map(String), 12)}.`,
  shifted: ({ axisName, by }) => {
    const far =
      Math.abs(by) === 1 ? `one ${singular(axisName)}` : `${Math.abs(by)} ${plural(axisName)}`
    return `Each ${singular(axisName)} holds what is expected ${far} ${by > 0 ? 'earlier' : 'later'}.`
  },
  onlyRight: ({ axisName, positions, size }) =>
    `Only ${placesAlong(axisName, positions, size)} ${positions.length === 1 ? 'is' : 'are'} right.`,
  onlyWrong: ({ axisName, positions, size }) =>
    `Only ${placesAlong(axisName, positions, size)} ${positions.length === 1 ? 'is' : 'are'} wrong.`,
  triangle: ({ axes: [rows, columns], part }) =>
    ({
      above: `All wrong values are above the diagonal, where the ${singular(columns)} has a larger number than the ${singular(rows)}.`,
      below: `All wrong values are below the diagonal, where the ${singular(columns)} has a smaller number than the ${singular(rows)}.`,
      diagonal: `All wrong values are on the diagonal, where ${singular(columns)} and ${singular(rows)} have the same number.`,
    })[part],
  allEqual: ({ value }) => `All your values are ${value === null ? 'the same' : short(value)}.`,
  slicesEqual: ({ axisName }) =>
    `All your ${plural(axisName)} are copies of one and the same ${singular(axisName)}.`,
  lowPrecision: ({ relativeError }) =>
    `Every value is close${
      relativeError === null ? '' : `, off by about ${short(relativeError)} of its size`
    }, up as often as down: that looks like rounding rather than another formula.`,
  negated: () => 'Every value has the opposite sign.',
  inverted: () => 'True and false are exchanged everywhere.',
}
