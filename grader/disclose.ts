/**
 * How much of a report its student sees. A case that hides its inputs must not give them away: not
 * its numbers, and not through anything that the student's code writes, since that could carry them.
 */
import { errorTopic } from './explain/clues.ts'
import { Disclosure, type CaseResult, type Finding, type Pattern, type Report } from './report.ts'

/**
 * The report without what its cases do not disclose, nor what its assignment keeps back: of no case more
 * than `most`. Every report passes through here on its way to a student.
 */
export function disclose(report: Report, most: Disclosure = 'full'): Report {
  const cases = report.cases.map((one) => discloseCase(one, atMost(one.disclosure, most)))
  const failing = report.firstFailure === null ? undefined : cases[report.firstFailure]
  const isOpen = cases.every((one) => one.disclosure === 'full')
  return {
    ...report,
    cases,
    timings: isOpen ? report.timings : roundedTimings(report.timings),
    diagnosis: failing?.disclosure === 'name' ? null : report.diagnosis,
    counterexample: failing?.disclosure === 'full' ? report.counterexample : null,
    pictures: most === 'full' ? report.pictures : [],
  }
}

function atMost(disclosure: Disclosure, most: Disclosure): Disclosure {
  const levels = Disclosure.options
  return levels[Math.max(levels.indexOf(disclosure), levels.indexOf(most))]!
}

function discloseCase(result: CaseResult, disclosure: Disclosure): CaseResult {
  if (disclosure === 'full') return result
  const shown = disclosure === 'diagnosis' && result.finding
  return {
    ...result,
    disclosure,
    finding: shown ? kindOnly(shown) : null,
    milliseconds: rounded(result.milliseconds),
    seed: null,
    timesAllowed: null,
    console: '',
    consoleCut: false,
    inputs: [],
  }
}

/** Time, too, could be made to tell something. */
function rounded(milliseconds: number): number {
  return Math.ceil(milliseconds / 10) * 10
}

/** Sums that times of hidden cases are part of. */
function roundedTimings(timings: Report['timings']): Report['timings'] {
  return {
    ...timings,
    runMilliseconds: rounded(timings.runMilliseconds),
    totalMilliseconds: rounded(timings.totalMilliseconds),
  }
}

/** What kind of mistake it is, with sizes and places of tensors but none of their numbers. */
function kindOnly(finding: Finding): Finding {
  switch (finding.kind) {
    case 'values':
      return {
        ...finding,
        first: null,
        worst: null,
        timesAllowed: null,
        patterns: finding.patterns.map(withoutNumbers),
        expected: null,
        yours: null,
      }
    case 'nonFinite':
      return { ...finding, first: null, expected: null, yours: null }
    case 'text':
      return { ...finding, expected: null, yours: null }
    case 'invariant':
      return { ...finding, seen: null, timesAllowed: null }
    case 'threw':
      return {
        ...finding,
        ...{ name: errorName(finding.name), message: null, topic: errorTopic(finding) },
      }
    case 'type': {
      // The rows before are the student's own, and their length any number.
      const expected = finding.cause === 'ragged' ? 'an array' : finding.expected
      return { ...finding, expected, found: kindOfValue(finding.found) }
    }
    case 'shape':
      return isLikely(finding)
        ? finding
        : {
            ...{ kind: 'type', path: finding.path, cause: null },
            ...{ expected: 'a tensor', found: kindOfValue('') },
          }
    case 'dtype':
      return { ...finding, found: dtypeName(finding.found) }
    default:
      return finding
  }
}

/**
 * Whether a mistake may have given such a shape. A tensor without elements can have any sizes, and so
 * could carry numbers.
 */
function isLikely({ expected, found }: Finding & { kind: 'shape' }): boolean {
  const elements = expected.reduce((product, size) => product * Math.max(1, size), 1)
  return found.length <= expected.length + 2 && found.every((size) => size <= 4 * elements)
}

function withoutNumbers(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case 'constantRatio':
      return { ...pattern, ratio: null }
    case 'sliceRatios':
      return { ...pattern, ratios: null }
    case 'constantOffset':
      return { ...pattern, offset: null }
    case 'allEqual':
      return { ...pattern, value: null }
    case 'lowPrecision':
      return { ...pattern, relativeError: null }
    default:
      return pattern
  }
}

/** A student's code can give an error any name. */
function errorName(name: string): string {
  const builtIn = [
    'TypeError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'EvalError',
    'URIError',
  ]
  return builtIn.includes(name) ? name : 'Error'
}

/** What was found, as far as it is a word of ours: a value or a name of the student's could stand beside it. */
function kindOfValue(found: string): string {
  const kinds =
    /\b(undefined|null|nothing|promise|function|tensor|(?:(?:big)?u?int|float)\d+(?:clamped)?array|array|list|object|string|boolean|number|bigint|symbol)\b/
  const [kind] = kinds.exec(found.toLowerCase()) ?? []
  if (!kind) return 'another kind of value'
  if (['undefined', 'null', 'nothing'].includes(kind)) return kind
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}

function dtypeName(found: string): string {
  const dtypes = ['float32', 'float64', 'int32', 'bool', 'complex64', 'string']
  return dtypes.includes(found) ? found : 'other'
}
