/**
 * How much of a report its student sees. Each case says so itself: `full`, `diagnosis` (what kind of
 * mistake, no numbers, and nothing that the student's code wrote, since that could carry the hidden
 * inputs out) or `name`.
 */
import type { CaseResult, Finding, Pattern, Report } from '../grader/report.ts'

/** The report with what its cases do not disclose left out. */
export function disclose(report: Report): Report {
  const failed = report.firstFailure === null ? undefined : report.cases[report.firstFailure]
  return {
    ...report,
    cases: report.cases.map(discloseCase),
    diagnosis: failed?.disclosure === 'name' ? null : report.diagnosis,
    counterexample: failed?.disclosure === 'full' ? report.counterexample : null,
  }
}

function discloseCase(result: CaseResult): CaseResult {
  if (result.disclosure === 'full') return result
  const hidden = {
    ...result,
    // To ten milliseconds: time, too, can be made to tell something.
    milliseconds: Math.ceil(result.milliseconds / 10) * 10,
    seed: null,
    timesAllowed: null,
    console: '',
    consoleCut: false,
    inputs: [],
  }
  if (result.disclosure === 'name') return { ...hidden, finding: null }
  return { ...hidden, finding: result.finding && withoutNumbers(result.finding) }
}

function withoutNumbers(finding: Finding): Finding {
  switch (finding.kind) {
    case 'threw':
      return {
        ...finding,
        name: knownErrors.has(finding.name) ? finding.name : 'Error',
        message: null,
      }
    case 'nonFinite':
      return { ...finding, first: null, allAt: null, expected: null, yours: null }
    case 'values':
      return {
        ...finding,
        ...{ first: null, worst: null, timesAllowed: null, expected: null, yours: null },
        patterns: finding.patterns.map(patternWithoutNumbers),
      }
    case 'text':
      return { ...finding, expected: null, yours: null }
    case 'invariant':
      return { ...finding, seen: null, timesAllowed: null }
    default:
      return finding
  }
}

/** An error can have any name that the student's code gives it. */
const knownErrors = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'])

function patternWithoutNumbers(pattern: Pattern): Pattern {
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
