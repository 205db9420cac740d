/** Known wrong solutions. Each is the correct one with one thing changed. */
import type { Misconception } from '../exercise.ts'

interface Schedule {
  readonly maximum: number
  readonly minimum: number
  readonly warmup: number
  readonly total: number
}

/** What the wrong solutions change; what is left out is as it should be. */
interface Change {
  readonly isWarmup?: (t: number, schedule: Schedule) => boolean
  readonly rise?: (t: number, schedule: Schedule) => number
  /** From 0 at the end of the warmup to 1 at the end of the run. */
  readonly progress?: (t: number, schedule: Schedule) => number
  readonly fall?: (progress: number, schedule: Schedule) => number
  readonly isOver?: (t: number, schedule: Schedule) => boolean
  readonly end?: (schedule: Schedule) => number
}

/** 1 at the start of the fall, 0 at its end. */
const share = (progress: number) => (1 + Math.cos(Math.PI * progress)) / 2

const between = (part: number, { maximum, minimum }: Schedule) =>
  minimum + (maximum - minimum) * part

function rates(
  steps: readonly number[],
  schedule: Schedule,
  {
    isWarmup = (t, { warmup }) => t < warmup,
    rise = (t, { maximum, warmup }) => (maximum * t) / warmup,
    progress = (t, { warmup, total }) => (t - warmup) / (total - warmup),
    fall = (part, given) => between(share(part), given),
    isOver = (t, { total }) => t >= total,
    end = ({ minimum }) => minimum,
  }: Change,
): number[] {
  return steps.map((t) => {
    if (isWarmup(t, schedule)) return rise(t, schedule)
    return isOver(t, schedule) ? end(schedule) : fall(progress(t, schedule), schedule)
  })
}

export function oneStepAhead(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    rise: (t, { maximum, warmup }) => (maximum * (t + 1)) / warmup,
  })
}

export function longerRise(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    rise: (t, { maximum, warmup }) => (maximum * (t + 1)) / (warmup + 1),
  })
}

export function noWarmup(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { isWarmup: () => false, progress: (t, { total }) => t / total })
}

export function riseFromMinimum(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { rise: (t, given) => between(t / given.warmup, given) })
}

export function riseRoundedDown(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    rise: (t, { maximum, warmup }) => maximum * Math.floor(t / warmup),
  })
}

export function riseToTheEnd(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { rise: (t, { maximum, total }) => (maximum * t) / total })
}

export function riseIncludesItsEnd(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { isWarmup: (t, { warmup }) => t <= warmup })
}

export function cosineOfWholeRun(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { progress: (t, { total }) => t / total })
}

export function dividedByWholeRun(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { progress: (t, { warmup, total }) => (t - warmup) / total })
}

export function endsOneStepEarly(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    progress: (t, { warmup, total }) => Math.min(1, (t - warmup) / (total - 1 - warmup)),
  })
}

export function climbsAgain(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { isOver: () => false })
}

export function degrees(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    fall: (part, given) => between((1 + Math.cos((Math.PI * part * Math.PI) / 180)) / 2, given),
  })
}

export function withoutPi(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    fall: (part, given) => between((1 + Math.cos(part)) / 2, given),
  })
}

export function quarterOfACosine(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    fall: (part, given) => between(Math.cos((Math.PI / 2) * part), given),
  })
}

export function straightDown(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { fall: (part, given) => between(1 - part, given) })
}

export function upsideDown(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { fall: (part, given) => between(1 - share(part), given) })
}

export function cosineBelowZero(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    fall: (part, given) => between(Math.cos(Math.PI * part), given),
  })
}

export function notHalved(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { fall: (part, given) => between(2 * share(part), given) })
}

export function minimumIgnored(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { fall: (part, { maximum }) => maximum * share(part) })
}

export function minimumAsFloor(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    fall: (part, { maximum, minimum }) => Math.max(minimum, maximum * share(part)),
  })
}

export function minimumAddedOnTop(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, {
    fall: (part, { maximum, minimum }) => minimum + maximum * share(part),
  })
}

export function zeroAfterTheEnd(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { end: () => 0 })
}

export function neverDown(steps: number[], schedule: Schedule) {
  return rates(steps, schedule, { fall: (_, { maximum }) => maximum })
}

export function bothAtOnce(steps: number[], schedule: Schedule) {
  const cosine = rates(steps, schedule, {
    isWarmup: () => false,
    progress: (t, { total }) => t / total,
  })
  return steps.map((t, at) => cosine[at]! * (t < schedule.warmup ? t / schedule.warmup : 1))
}

export const misconceptions = [
  {
    id: 'LR1',
    name: 'oneStepAhead',
    sameAs: 'a schedule whose warmup is one step ahead',
    hints: [
      'What is your rate at step 0? What should it be?',
      'In which step is the maximum reached for the first time?',
      'The rise is maximum · t / warmup, which is 0 at step 0.',
    ],
    solution: oneStepAhead,
  },
  {
    id: 'LR2',
    name: 'longerRise',
    sameAs: 'a schedule whose warmup goes through (t + 1) / (warmup + 1)',
    hints: [
      'What is your rate at step 0? What should it be?',
      'Some programs use t + 1 so that the first step is not lost. What does the formula here say?',
      'The rise is maximum · t / warmup.',
    ],
    solution: longerRise,
  },
  {
    id: 'LR3',
    name: 'noWarmup',
    sameAs: 'a schedule without warmup, a cosine over the whole run',
    hints: [
      'What is your rate at step 0? What should it be?',
      'Where does your code use warmup?',
      'Before step `warmup` the rate rises in a straight line; the cosine begins there.',
    ],
    solution: noWarmup,
  },
  {
    id: 'LR4',
    name: 'riseFromMinimum',
    sameAs: 'a schedule whose warmup starts from the minimum',
    hints: [
      'What is your rate at step 0? What should it be?',
      'Does the minimum belong to the beginning, or only to the end?',
      'The rise starts from 0.',
    ],
    solution: riseFromMinimum,
  },
  {
    id: 'LR5',
    name: 'riseRoundedDown',
    sameAs: 'a schedule that stays at 0 during the warmup',
    hints: [
      'What is t / warmup for t = 3 and warmup = 4? Is it still so after your next operation?',
      'Where do you cut a number off, or turn it into a whole one?',
      'The rise has a value between 0 and the maximum at every step.',
    ],
    solution: riseRoundedDown,
  },
  {
    id: 'LR6',
    name: 'riseToTheEnd',
    sameAs: 'a schedule whose rise is spread over the whole run and breaks off after the warmup',
    hints: [
      'How large is your rate just before the warmup ends?',
      'By what do you divide t during the warmup?',
      'After `warmup` steps the maximum has to be reached: divide by warmup.',
    ],
    solution: riseToTheEnd,
  },
  {
    id: 'LR7',
    name: 'riseIncludesItsEnd',
    sameAs: 'a schedule that counts step `warmup` to the rise, and divides by 0 when there is none',
    hints: [
      'What is 0 / 0?',
      'With warmup = 0, which formula should hold at step 0?',
      'The rise ends before step `warmup`: t < warmup, not t <= warmup.',
    ],
    solution: riseIncludesItsEnd,
  },
  {
    id: 'LR8',
    name: 'cosineOfWholeRun',
    sameAs: 'a schedule whose cosine runs since step 0, so that it jumps after the warmup',
    hints: [
      'What is your rate at step `warmup`? Does it go on from where the rise ended?',
      'Where should the cosine be 1?',
      'Count from the end of the warmup: (t - warmup) / (total - warmup).',
    ],
    solution: cosineOfWholeRun,
  },
  {
    id: 'LR9',
    name: 'dividedByWholeRun',
    sameAs: 'a schedule whose cosine does not get to its end',
    hints: [
      'Does your rate jump when step `total` is reached?',
      'How many steps lie between the end of the warmup and `total`?',
      'Divide by total - warmup.',
    ],
    solution: dividedByWholeRun,
  },
  {
    id: 'LR10',
    name: 'endsOneStepEarly',
    sameAs: 'a schedule that reaches the minimum one step early',
    hints: [
      'What is your rate at step total - 1?',
      'The first step after the warmup has progress 0. Which step has progress 1?',
      'Divide by total - warmup, without taking 1 off.',
    ],
    solution: endsOneStepEarly,
  },
  {
    id: 'LR11',
    name: 'climbsAgain',
    sameAs: 'a schedule whose cosine climbs again after the end',
    hints: [
      'What is your rate at step 2 · total?',
      'What does a cosine do after π?',
      'From step `total` on the rate is the minimum.',
    ],
    solution: climbsAgain,
  },
  {
    id: 'LR12',
    name: 'degrees',
    sameAs: 'a schedule with angles in degrees',
    hints: [
      'Does your rate fall at all?',
      'In which unit does Math.cos want its angle?',
      'Math.cos takes radians: no factor of π / 180 is needed.',
    ],
    solution: degrees,
  },
  {
    id: 'LR13',
    name: 'withoutPi',
    sameAs: 'a schedule whose angle goes from 0 to 1 instead of from 0 to π',
    hints: [
      'How low is your rate just before the end?',
      'Which angle has the cosine -1?',
      'The angle is π times the progress.',
    ],
    solution: withoutPi,
  },
  {
    id: 'LR14',
    name: 'quarterOfACosine',
    sameAs: 'a schedule with a quarter of a cosine, which falls steepest at the end',
    hints: [
      'Is your rate halfway the mean of both rates?',
      'From which angle to which does the formula go?',
      'The angle goes from 0 to π: (1 + cos) / 2 then goes from 1 to 0.',
    ],
    solution: quarterOfACosine,
  },
  {
    id: 'LR15',
    name: 'straightDown',
    sameAs: 'a schedule that falls in a straight line',
    hints: [
      'Is your rate right halfway, and wrong at a quarter?',
      'Where is the cosine in your code?',
      'The share of the difference is (1 + cos(π · progress)) / 2.',
    ],
    solution: straightDown,
  },
  {
    id: 'LR16',
    name: 'upsideDown',
    sameAs: 'a schedule that goes from the minimum up to the maximum after the warmup',
    hints: [
      'What is your rate just after the warmup?',
      'What is the cosine of 0?',
      '1 + cos is 2 at the start of the fall; 1 - cos is 0.',
    ],
    solution: upsideDown,
  },
  {
    id: 'LR17',
    name: 'cosineBelowZero',
    sameAs: 'a schedule with the bare cosine, which goes below the minimum',
    hints: [
      'What is your lowest rate? Is it below the minimum?',
      'Between which numbers does a cosine go? Between which should the share go?',
      'Use (1 + cos) / 2, which goes from 1 to 0.',
    ],
    solution: cosineBelowZero,
  },
  {
    id: 'LR18',
    name: 'notHalved',
    sameAs: 'a schedule in which 1 + cos has not been halved',
    hints: [
      'What is your rate at step `warmup`? Is it above the maximum?',
      'How large is 1 + cos(0)?',
      'Divide 1 + cos by 2.',
    ],
    solution: notHalved,
  },
  {
    id: 'LR19',
    name: 'minimumIgnored',
    sameAs: 'a schedule whose cosine goes down to 0',
    hints: [
      'Towards which rate do you fall? Does it jump at the end?',
      'Which two rates does the fall connect?',
      'Only the difference is shared: minimum + (maximum - minimum) · share.',
    ],
    solution: minimumIgnored,
  },
  {
    id: 'LR20',
    name: 'minimumAsFloor',
    sameAs: 'a schedule whose cosine goes to 0 and is cut off at the minimum',
    hints: [
      'Is your rate halfway the mean of both rates?',
      'For how many steps before the end is your rate level?',
      'The curve itself ends at the minimum: minimum + (maximum - minimum) · share.',
    ],
    solution: minimumAsFloor,
  },
  {
    id: 'LR21',
    name: 'minimumAddedOnTop',
    sameAs: 'a schedule that falls from the sum of both rates',
    hints: [
      'What is your rate at step `warmup`? Is it above the maximum?',
      'What has to be taken off the maximum when the minimum is added?',
      'minimum + (maximum - minimum) · share.',
    ],
    solution: minimumAddedOnTop,
  },
  {
    id: 'LR22',
    name: 'zeroAfterTheEnd',
    sameAs: 'a schedule that is 0 after the end',
    hints: [
      'What is your rate at step `total`?',
      'A run that goes on a little longer than planned should still learn something. At which rate?',
      'From step `total` on the rate is the minimum.',
    ],
    solution: zeroAfterTheEnd,
  },
  {
    id: 'LR23',
    name: 'neverDown',
    sameAs: 'a schedule that stays at the maximum until the end',
    hints: [
      'Does your rate fall at all?',
      'If your progress is cut off to a whole number, which values can it have?',
      'Between warmup and total the rate follows the cosine.',
    ],
    solution: neverDown,
  },
  {
    id: 'LR24',
    name: 'bothAtOnce',
    sameAs: 'a schedule in which the cosine falls already during the warmup',
    hints: [
      'Is the maximum ever reached?',
      'Do rise and fall happen at the same time in your code?',
      'One after the other: the rise alone, then the fall alone.',
    ],
    solution: bothAtOnce,
  },
] satisfies readonly Misconception[]
