/** Reports to write messages for: six cases of an exercise, one of which fails. */
import type { Value } from '../../reference/value.ts'
import { compare } from '../../grader/compare.ts'
import { diagnose, type Candidate } from '../../grader/diagnose.ts'
import type { CaseResult, Finding, Report, Verdict } from '../../grader/report.ts'
import { attend, k, q, v } from './attention.ts'

export const tolerance = { absolute: 1e-5, relative: 1e-4 }
export const type = { kind: 'tensor', dtype: 'float32', axes: ['tokens', 'channels'] } as const
const inputs = { q, k, v }

/** What the comparison says of `yours` where causal attention is due. */
export function findingFor(yours: Value, expected: Value = attend()): Finding {
  const { finding } = compare({ type, expected, yours, tolerance, inputs })
  if (!finding) throw new Error('these values are right')
  return finding
}

const maskAfterSoftmax: Candidate = {
  id: 'A16',
  sameAs: 'attention with the mask applied after the softmax',
  hints: [
    'Once your mask is applied, what does each row of weights sum to?',
    'The weight of a hidden key has to go to the others. Where must it be hidden for that?',
    'Mask the scores, before the softmax: then the sum runs over the visible keys only.',
  ],
  outputs: [attend({ maskAfterSoftmax: true })],
}

export function diagnosisFor(yours: Value, finding: Finding) {
  return diagnose({ type, yours: [yours], candidates: [maskAfterSoftmax], tolerance, finding })
}

const names = [
  'one token',
  'two tokens, no mask',
  'five tokens, causal',
  'two items',
  'long sequences',
  'order of the keys',
] as const

export function caseResult(number: number, fields: Partial<CaseResult> = {}): CaseResult {
  return {
    name: names[number - 1] as string,
    kind: number <= 2 ? 'example' : number === 6 ? 'invariant' : 'random',
    disclosure: 'full',
    points: 2,
    earned: 2,
    verdict: 'passed',
    skipped: false,
    milliseconds: number + 2.4,
    seed: 7,
    finding: null,
    timesAllowed: 0.03,
    console: '',
    consoleCut: false,
    inputs: [],
    ...fields,
  }
}

/** A report whose third case fails with `finding`, as do those after it. */
export function failedReport(
  verdict: Verdict,
  finding: Finding,
  fields: Partial<Report> & { readonly failing?: Partial<CaseResult> } = {},
): Report {
  const { failing, ...others } = fields
  const failed = { verdict, earned: 0, timesAllowed: null }
  const stops = ['timeLimit', 'memoryLimit', 'outputLimit', 'sandboxCrash', 'notImplemented']
  return {
    ...passedReport(),
    verdict,
    points: 4,
    cases: [
      caseResult(1),
      caseResult(2),
      caseResult(3, { ...failed, finding, ...failing }),
      ...[4, 5, 6].map((number) =>
        caseResult(number, { ...failed, skipped: stops.includes(verdict) }),
      ),
    ],
    firstFailure: 2,
    ...others,
  }
}

/** A report about the file as a whole. */
export function fileReport(verdict: Verdict, finding: Finding): Report {
  return { ...passedReport(), verdict, points: 0, cases: [], finding, engine: null }
}

export function passedReport(): Report {
  return {
    version: 1,
    exercise: 'attention',
    exerciseVersion: '0123abcd',
    mode: 'submit',
    verdict: 'passed',
    points: 12,
    maxPoints: 12,
    cases: [1, 2, 3, 4, 5, 6].map((number) => caseResult(number)),
    finding: null,
    firstFailure: null,
    diagnosis: null,
    counterexample: null,
    tolerance,
    referenceMilliseconds: 3.2,
    pictures: [],
    engine: { backend: 'tensorflow', description: 'TensorFlow 2.21.0 on the CPU' },
    timings: {
      compileMilliseconds: 3,
      expectedMilliseconds: 1,
      runMilliseconds: 40,
      totalMilliseconds: 48,
    },
  }
}
