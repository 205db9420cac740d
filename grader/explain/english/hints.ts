/**
 * A ladder of questions for a failure that no known mistake explains: what a teaching assistant asks
 * who has seen the numbers but not the code.
 */
import { errorTopic, firstOff, isTensorForArray } from '../clues.ts'
import type { ErrorTopic, Finding, Pattern } from '../../report.ts'
import { listed, placeAlong, placesAlong, plural, singular } from './places.ts'

/** At least one question for every finding of a student's mistake. */
export function hintsFor(finding: Finding): string[] {
  if (finding.kind !== 'values') return findingHints[finding.kind](finding as never)
  const ladder = [...finding.patterns.flatMap(hintsForPattern), ...findingHints.values(finding)]
  return ladder.slice(0, 3)
}

function hintsForPattern(pattern: Pattern): string[] {
  return patternHints[pattern.kind](pattern as never)
}

const findingHints: {
  readonly [K in Finding['kind']]: (finding: Extract<Finding, { kind: K }>) => string[]
} = {
  syntax: () => [
    'Does every bracket and quote that opens before this place close again?',
    'The place where reading stopped is often one line after the slip: what ends just above it?',
  ],
  import: () => ['Which part of that module do you need, and could you write it in a few lines?'],
  missingExport: ({ wanted }) => [
    `Is the word "export" in front of the function, and is its name exactly ${wanted}?`,
  ],
  source: () => ['What in your file could be computed instead of written out?'],
  notImplemented: () => [
    'What does the function return for the smallest input, worked out by hand?',
    'Could you first return something of the right shape, and see what the report says then?',
  ],
  timeLimit: () => [
    'Which loop has a condition that might never become false?',
    'How often does your innermost line run when an input has length n?',
  ],
  memoryLimit: () => [
    'Which array grows in every round of a loop, and who lets go of it?',
    'Do your tensors stay alive in a loop? tf.tidy disposes what is left over inside it.',
  ],
  outputLimit: () => ['What shape should the result have, and where does yours become larger?'],
  sandboxCrash: () => [
    'Does a function call itself, and what ends that?',
    'How large is the largest array that you make for the smallest input?',
  ],
  threw: (finding) => [
    errorHints[errorTopic(finding)],
    'Print what stands on that line with console.log: what you print is shown with the cases that show their inputs.',
  ],
  forbiddenOperation: ({ operation }) => [
    `What does ${operation} compute, as a formula? Which simpler operations make it up?`,
  ],
  type: ({ cause, found, expected }) => {
    if (cause === 'promise') {
      return [
        'Is the function marked async, or does it end in a promise such as data() or array()?',
      ]
    }
    if (cause === 'ragged') {
      return ['How long is each row of your result, and which line decides that?']
    }
    if (cause === 'element')
      return ['Which line writes to that place, and what does it write there?']
    if (cause === null && isTensorForArray(found, expected)) {
      return [
        'Which method of a tensor gives its numbers as nested arrays? (arraySync; for one number, dataSync()[0].)',
      ]
    }
    return ['What does each return in your function give back, on every branch?']
  },
  shape: ({ permutation, axes }) => [
    permutation
      ? 'Which step changed the order of the axes, and does a later step change it back?'
      : `Write the shape after each of your lines: where does it first differ from [${axes.join(', ')}]?`,
    'Is one of your sums, means or products over another axis than you meant?',
  ],
  dtype: ({ found }) => [
    `Which step made your values ${found}? Comparisons give bool, indices int32.`,
  ],
  nonFinite: ({ found, allAt }) => [
    ...(found.includes('NaN')
      ? [
          `NaN comes from 0 / 0, Infinity − Infinity, 0 × Infinity, the root of a negative number, or arithmetic with undefined: which of them could happen ${
            allAt ? `at ${placeAlong(allAt.axisName, allAt.position)}` : 'in your code'
          }?`,
          'A softmax over scores that are all -Infinity is one such place. Can that happen here?',
        ]
      : ['Where in your code could a number become too large, or be divided by 0?']),
    'Which of your intermediate values is the first that is not finite? Print them one after the other.',
  ],
  values: () => [
    'For the smallest input, work out one value by hand: which of your lines first gives another number?',
    'Which sizes, axes and constants of the formula appear in your code, and which do not?',
  ],
  text: () => ['At which character do the two texts part, and which step of yours wrote it?'],
  invariant: () => [
    'Which of your steps reads something that this relation says has no effect?',
    'Try the relation on the smallest input that has it: what do you see?',
  ],
  inputChanged: ({ parameter }) => [
    `Which line writes to ${parameter}, or to an array that is the same one under another name?`,
  ],
  graderFault: () => [],
}

/** The question that an error's own words suggest. */
const errorHints: Readonly<Record<ErrorTopic, string>> = {
  missingLibrary:
    "Is the library imported? The first line is: import * as tf from '@tensorflow/tfjs-core'",
  undeclared:
    'Is that name declared or imported, and spelled the same way? Your code has JavaScript itself, console and what it imports; nothing of a browser or of Node.',
  broadcast:
    'Did a sum, a mean or a maximum drop an axis on the way? With a last argument of true it stays, with size 1. Axes are matched from the last one.',
  innerShapes:
    "Over which axis should this product sum? It is the last of the first tensor, and the last but one of the second: tf.matMul's two last arguments exchange a tensor's last two axes.",
  noGradient:
    'Does every step from the weights to the loss use operations on tensors? Numbers that arraySync or dataSync reads out carry no gradient, not even inside a file that you import. A weight that the loss does not use at all has none, either.',
  missingValue: 'Which value on that line is null or undefined, and for which inputs?',
  other: 'What is the type, or the shape, of each value on that line just before it runs?',
}

const patternHints: {
  readonly [K in Pattern['kind']]: (pattern: Extract<Pattern, { kind: K }>) => string[]
} = {
  constantRatio: () => [
    'Which factor or division does the formula have that your code lacks, or has twice?',
    'Is the size that you divide by the size that the formula names?',
  ],
  sliceRatios: ({ axisName, ratios }) => [
    `Which number that belongs to one ${singular(axisName)} alone, such as a sum or a norm, goes into your result?`,
    `What should that number be for ${placeAlong(axisName, firstOff(ratios))}, worked out by hand?`,
  ],
  rowRatios: () => [
    'What should each row add up to at the step where it is normalised, and what does yours?',
    'Does anything change a row after it was normalised?',
  ],
  constantOffset: () => [
    'Which constant does the formula add or leave out, and where is it in your code?',
  ],
  broadcastOffset: ({ axisName }) => [
    `Which vector of ${plural(axisName)} does the formula add, how often, and how often does your code?`,
  ],
  rowOffsets: () => [
    'What does your code add to, or subtract from, all values of one row at once? Does the formula?',
  ],
  inputInvolved: ({ parameter, relation }) => [
    {
      equalsInput: `Which variable do you return, and which one holds your result? Yours equals ${parameter}.`,
      inputAdded: `Does the formula add ${parameter} to the result?`,
      inputMissing: `Where does the formula add ${parameter}, and where does your code?`,
    }[relation],
  ],
  axesSwapped: ({ axes }) => [
    `At which step do ${listed(axes.map(plural))} change places, and does a reshape stand where a transpose should?`,
    'A reshape keeps the order of the values in memory; a transpose changes it. Which one is wanted?',
  ],
  samePoolOfValues: () => [
    'Which step moves values without changing them: a reshape, a transpose, a sort, a split into parts?',
    'A reshape keeps the order of the values in memory; a transpose changes it. Which one is wanted?',
  ],
  reordered: ({ axisName }) => [
    `In what order does the formula lay out the ${plural(axisName)}, and in what order does your code?`,
  ],
  shifted: ({ axisName }) => [
    `Does your count of ${plural(axisName)} start where the formula's does, at 0 or at 1?`,
    'What stands at the very first position, and what should?',
  ],
  onlyRight: ({ axisName, positions, size }) => [
    `What is special about ${placesAlong(axisName, positions, size)}? Which step treats ${positions.length === 1 ? 'it' : 'them'} otherwise than the others?`,
  ],
  onlyWrong: ({ axisName, positions, size }) => [
    `What is special about ${placesAlong(axisName, positions, size)}? Does your code treat ${positions.length === 1 ? 'it' : 'them'} like the others?`,
  ],
  triangle: ({ part, axes }) => [
    part === 'diagonal'
      ? `May ${placeAlong(axes[0], 3)} use ${placeAlong(axes[1], 3)}, the one at its own position?`
      : `For ${placeAlong(axes[0], 1)}, which ${plural(axes[1])} count as earlier and which as later in your code?`,
  ],
  allEqual: () => ['Does your result depend on the inputs at all: which line reads them?'],
  slicesEqual: ({ axisName }) => [
    `Does your code use the number of the ${singular(axisName)}, or is one and the same array stored for all ${plural(axisName)}?`,
  ],
  lowPrecision: () => ['Do you round, or cut digits, anywhere before the end?'],
  negated: () => ['Where does the formula subtract, and in which order?'],
  inverted: () => ['What does true mean in this exercise: "may be used" or "is left out"?'],
}
