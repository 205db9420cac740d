/** English for what surrounds a finding in a report. */
import type { Verdict } from '../../report.ts'
import { runsOf } from '../digits.ts'
import { seconds } from './findings.ts'
import { listed } from './places.ts'

export interface NumberedCase {
  /** From 1. */
  readonly number: number
  readonly name: string
  readonly milliseconds: number
}

/** Ends a sentence such as "attention: wrong answer". */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  graderError: 'the grader failed',
  compileError: 'cannot be run yet',
  notImplemented: 'not started yet',
  timeLimit: 'takes too long',
  memoryLimit: 'needs too much memory',
  outputLimit: 'returns too much',
  sandboxCrash: 'crashes',
  runtimeError: 'throws an error',
  badOutput: 'wrong kind of result',
  wrongAnswer: 'wrong answer',
  passed: 'passed',
}

export const labels = {
  expected: 'expected',
  yours: 'yours',
  offBy: 'off by',
  allowed: 'allowed',
  first: 'first',
  worst: 'worst',
  right: 'right',
  console: 'Your console output:',
  inputs: 'Inputs:',
  thisExercise: 'This exercise',
}

export const sentences = {
  together: (parts: readonly string[]) => parts.filter((part) => part !== '').join(' '),
  labelled: (label: string, text: string) => `${label}: ${text}`,
  caseOf: (number: number, count: number, name: string) => `case ${number} of ${count} · ${name}`,
  points: (earned: number, most: number) => `${earned} of ${most} points`,
  exchanged: (one: string, other: string) => `${one} ↔ ${other}`,
  whileRunning: (number: number, count: number) => `while running case ${number} of ${count}`,
  onlyName: (name: string) =>
    `The hidden case "${name}" fails. Only its name is shown: which input does it make you think of?`,
  hiddenNumbers: 'This case hides its inputs, so its numbers are not shown.',
  allPass: (count: number) => (count === 1 ? 'The case passes.' : `All ${count} cases pass.`),
  handIn: 'They are the ones that show their inputs: hand your file in to run the hidden ones too.',
  farthest: (percent: number) =>
    `The value that is farthest off uses ${percent < 1 ? 'less than 1' : percent} % of what is allowed.`,
  engine: (description: string, milliseconds: number) =>
    `Expected values: ${description}. Graded in ${seconds(milliseconds)}.`,
  hint: (number: number, count: number, text: string) => `Hint ${number} of ${count}: ${text}`,
  moreHints: (count: number, all: number) =>
    `(${count} more ${count === 1 ? 'hint' : 'hints'}: --hints ${all})`,
  sameNumbers: (sameAs: string, id: string) => `These are the same numbers as ${sameAs} (${id}).`,
  alsoSame: (others: readonly string[]) => `On this input, ${listed(others)} would give the same.`,
  again: (command: string) => `Again: ${command}`,
  smallest: (shrinks: number) =>
    `The smallest input found on which it still fails (made smaller ${shrinks === 1 ? 'once' : `${shrinks} times`}):`,
  ratioNote: (ratio: string) => `${ratio} × expected`,
  nonFiniteLegend: (found: readonly string[]) => `· as expected   × ${found.join(' or ') || 'not'}`,
  exactLegend: '· right   █ wrong',
  legend: (levels: readonly [string, string, string]) =>
    `· right   off by  ░ < ${levels[0]}   ▒ < ${levels[1]}   ▓ < ${levels[2]}   █ ${levels[2]} or more`,
  timesBefore: (cases: readonly NumberedCase[]) => {
    if (cases.length === 0) return ''
    if (cases.length <= 3) {
      const each = cases.map((one) => `case ${one.number} took ${seconds(one.milliseconds)}`)
      return `Before it, ${listed(each)}.`
    }
    const slowest = Math.max(...cases.map((one) => one.milliseconds))
    return `The ${cases.length} cases before it took at most ${seconds(slowest)} each.`
  },
  /** How the other cases ended. */
  otherCases: (
    passing: readonly NumberedCase[],
    failing: readonly NumberedCase[],
    notRun: readonly NumberedCase[],
  ) => {
    const named = passing.length <= 2
    const parts = [
      passing.length > 0 &&
        `${named ? listed(passing.map((one) => `${one.number} (${one.name})`)) : numbers(passing)} ${verb(passing, 'passes', 'pass')}`,
      failing.length > 0 && `${numbers(failing)} ${verb(failing, 'fails', 'fail')} too`,
      notRun.length > 0 && `${numbers(notRun)} ${verb(notRun, 'was', 'were')} not run`,
    ].filter((part) => part !== false)
    const start = [passing, failing, notRun].find((cases) => cases.length > 0) ?? []
    return parts.length === 0 ? '' : `${verb(start, 'Case', 'Cases')} ${parts.join('; ')}.`
  },
}

function verb(cases: readonly NumberedCase[], one: string, many: string): string {
  return cases.length === 1 ? one : many
}

/** "1", "4 and 6", "1 to 5", "2 and 4 to 9". */
function numbers(cases: readonly NumberedCase[]): string {
  const written = runsOf(cases.map(({ number }) => number)).flatMap((run) =>
    run.length > 2 ? [`${run[0]} to ${run.at(-1)}`] : run.map(String),
  )
  return listed(written)
}
