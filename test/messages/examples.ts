/** What there can be to say: reports of every verdict, every pattern, and the findings that no report here has. */
import { disclose } from '../../grader/disclose.ts'
import type { Finding, Pattern, Report } from '../../grader/report.ts'
import { attend, dv, k, q, T, tensor } from './attention.ts'
import {
  caseResult,
  diagnosisFor,
  failedReport,
  fileReport,
  findingFor,
  passedReport,
} from './reports.ts'

export const built =
  'You have built the step in which every token looks at the others and takes what it needs.'
export const right = attend()
const masked = attend({ maskAfterSoftmax: true })
export const maskedFinding = findingFor(masked)
export const masksLate = failedReport('wrongAnswer', maskedFinding, {
  diagnosis: diagnosisFor(masked, maskedFinding),
})
const nanAtFirst = findingFor(
  tensor(
    [T, dv],
    Array.from(right.values, (value, at) => (at < dv ? NaN : value)),
  ),
)
const line9 = { line: 9, column: 18, lineText: '  const scores = k.dot(q)' }

export const reports: Readonly<Record<string, Report>> = {
  'values-mask-after-softmax': masksLate,
  'values-no-scale': wrong(attend({ noScale: true })),
  'values-no-mask': wrong(attend({ noMask: true })),
  'values-weights-divided': wrong(attend({ weightsDivided: true })),
  'values-over-queries': wrong(attend({ overQueries: true })),
  'values-counterexample': {
    ...masksLate,
    counterexample: {
      inputs: [
        { parameter: 'q', text: '[[0.5], [1]]', tensor: null },
        { parameter: 'k', text: '[[1], [-1]]', tensor: null },
        { parameter: 'v', text: '[[2], [4]]', tensor: null },
      ],
      expected: '[[2], [2.238406]]',
      yours: '[[1.462117], [2.238406]]',
      shrinks: 4,
    },
  },
  'values-console': failedReport('wrongAnswer', maskedFinding, {
    failing: { console: 'row 0 \u001b[2Jsums to 0.092\nrow 1 sums to 0.591\n' },
  }),
  'values-hidden': disclose(
    failedReport('wrongAnswer', maskedFinding, {
      failing: { disclosure: 'diagnosis', console: 'secret' },
      diagnosis: diagnosisFor(masked, maskedFinding),
    }),
  ),
  'values-name-only': disclose(
    failedReport('wrongAnswer', maskedFinding, { failing: { disclosure: 'name' } }),
  ),
  'nonfinite-first-token': failedReport('wrongAnswer', nanAtFirst, {
    diagnosis: diagnosisFor(attend({ strictMask: true }), nanAtFirst),
  }),
  shape: failedReport('badOutput', findingFor(tensor([dv, T], [...right.values]))),
  'shape-heads-and-tokens': failedReport('badOutput', {
    kind: 'shape',
    path: [],
    axes: ['batch', 'heads', 'tokens', 'width'],
    expected: [1, 2, 4, 3],
    found: [1, 4, 2, 3],
    permutation: [0, 2, 1, 3],
  }),
  'shape-axis-missing': failedReport('badOutput', {
    kind: 'shape',
    path: ['weights'],
    axes: ['B', 'T', 'S'],
    expected: [2, 5, 7],
    found: [5, 7],
    permutation: null,
  }),
  dtype: failedReport('badOutput', {
    kind: 'dtype',
    path: [],
    expected: 'float32',
    found: 'int32',
  }),
  'type-undefined': failedReport('badOutput', {
    kind: 'type',
    path: [],
    expected: 'a tensor [tokens, channels] of float32',
    found: 'undefined',
    cause: 'undefined',
  }),
  'type-field': failedReport('badOutput', {
    kind: 'type',
    path: ['weights'],
    expected: 'a tensor [tokens, tokens] of float32',
    found: 'nothing',
    cause: 'missingField',
  }),
  threw: failedReport('runtimeError', {
    kind: 'threw',
    name: 'TypeError',
    message: 'k.dot is not a function',
    place: { ...line9, column: 20 },
    while: 'calling',
  }),
  'threw-while-loading': failedReport(
    'runtimeError',
    {
      kind: 'threw',
      name: 'ReferenceError',
      message: 'sofmax is not defined',
      place: { line: 3, column: 1, lineText: 'sofmax([1, 2])' },
      while: 'loading',
    },
    { points: 0, firstFailure: 0, cases: [1, 2, 3].map(failsLoading) },
  ),
  'forbidden-operation': failedReport('runtimeError', {
    kind: 'forbiddenOperation',
    operation: 'softmax',
    place: { line: 9, column: 22, lineText: '  const weights = tf.softmax(scores)' },
  }),
  'time-limit': failedReport('timeLimit', {
    kind: 'timeLimit',
    limitMilliseconds: 2000,
    while: 'calling',
  }),
  'memory-limit': failedReport('memoryLimit', { kind: 'memoryLimit', limitMegabytes: 128 }),
  'output-limit': failedReport('outputLimit', {
    kind: 'outputLimit',
    limit: 1_000_000,
    unit: 'elements',
    what: 'result',
  }),
  'sandbox-crash': failedReport('sandboxCrash', { kind: 'sandboxCrash', signal: 'SIGSEGV' }),
  invariant: failedReport('wrongAnswer', {
    kind: 'invariant',
    relation: 'Editing a later token must not change an earlier row at all.',
    seen: 'row 0 changed from 0.31 to 0.94 when token 3 was edited',
    timesAllowed: 'Infinity',
  }),
  'input-changed': failedReport('wrongAnswer', { kind: 'inputChanged', parameter: 'scores' }),
  'not-implemented': failedReport(
    'notImplemented',
    { kind: 'notImplemented' },
    { points: 0, firstFailure: 0, cases: [1, 2, 3].map(notStarted) },
  ),
  syntax: fileReport('compileError', {
    kind: 'syntax',
    message: 'Expected ";" but found "scores"',
    place: { line: 9, column: 9, lineText: '  const scores = k.dot(q)' },
  }),
  import: fileReport('compileError', {
    kind: 'import',
    module: 'lodash',
    allowed: ['@tensorflow/tfjs-core', 'attendant/softmax'],
    place: { line: 1, column: 15, lineText: "import _ from 'lodash'" },
  }),
  'missing-export': fileReport('compileError', {
    kind: 'missingExport',
    wanted: 'attention',
    found: ['Attention', 'softmax'],
    foundType: null,
  }),
  'grader-fault': fileReport('graderError', { kind: 'graderFault', reference: '7F3K2M' }),
  passed: passedReport(),
  'passed-shown-cases': { ...passedReport(), mode: 'run', points: 6, maxPoints: 6, engine: null },
}

function wrong(yours: ReturnType<typeof attend>): Report {
  const finding = findingFor(yours)
  return failedReport('wrongAnswer', finding, { diagnosis: diagnosisFor(yours, finding) })
}

function notStarted(number: number) {
  return caseResult(number, {
    verdict: 'notImplemented',
    earned: 0,
    skipped: number > 1,
    finding: number > 1 ? null : { kind: 'notImplemented' },
  })
}

function failsLoading(number: number) {
  return caseResult(number, {
    verdict: 'runtimeError',
    earned: 0,
    skipped: number > 1,
    finding:
      number > 1
        ? null
        : {
            kind: 'threw',
            name: 'ReferenceError',
            message: 'sofmax is not defined',
            place: { line: 3, column: 1, lineText: 'sofmax([1, 2])' },
            while: 'loading',
          },
  })
}

export const patterns: readonly Pattern[] = [
  { kind: 'constantRatio', ratio: Math.SQRT1_2 / 2 },
  { kind: 'constantRatio', ratio: Math.sqrt(3 / 4) },
  { kind: 'constantRatio', ratio: Math.LOG2E },
  { kind: 'constantRatio', ratio: 0.7312 },
  { kind: 'constantRatio', ratio: null },
  { kind: 'sliceRatios', axis: 1, axisName: 'T', ratios: [0.0921, 0.5914, 1] },
  { kind: 'sliceRatios', axis: 1, axisName: 'heads', ratios: null },
  { kind: 'rowRatios', axisName: 'S' },
  { kind: 'constantOffset', offset: -0.5 },
  { kind: 'constantOffset', offset: null },
  { kind: 'broadcastOffset', axisName: 'dModel' },
  { kind: 'rowOffsets', axisName: 'vocabulary' },
  { kind: 'inputInvolved', parameter: 'x', relation: 'equalsInput' },
  { kind: 'inputInvolved', parameter: 'weights.bias', relation: 'inputAdded' },
  { kind: 'inputInvolved', parameter: 'x', relation: 'inputMissing' },
  { kind: 'axesSwapped', axes: ['H', 'T'] },
  { kind: 'samePoolOfValues' },
  { kind: 'reordered', axisName: 'dModel', order: [0, 2, 4, 1, 3, 5] },
  { kind: 'shifted', axisName: 'T', by: 1 },
  { kind: 'shifted', axisName: 'steps', by: -2 },
  { kind: 'onlyRight', axisName: 'T', positions: [4], size: 5 },
  { kind: 'onlyRight', axisName: 'B', positions: [0], size: 2 },
  { kind: 'onlyRight', axisName: 'dRest', positions: [0, 1, 2], size: 9 },
  { kind: 'onlyWrong', axisName: 'T', positions: [0], size: 5 },
  { kind: 'onlyWrong', axisName: 'queries', positions: [0, 1, 2, 3], size: 5 },
  { kind: 'triangle', axes: ['T', 'S'], part: 'above' },
  { kind: 'triangle', axes: ['T', 'S'], part: 'diagonal' },
  { kind: 'allEqual', value: 0 },
  { kind: 'allEqual', value: null },
  { kind: 'slicesEqual', axisName: 'T' },
  { kind: 'lowPrecision', relativeError: 0.00041 },
  { kind: 'lowPrecision', relativeError: null },
  { kind: 'negated' },
  { kind: 'inverted' },
]

export const findings: readonly Finding[] = [
  { kind: 'source', problem: 'tooLarge' },
  { kind: 'source', problem: 'tooDeep' },
  { kind: 'source', problem: 'notUtf8' },
  { kind: 'syntax', message: 'Unexpected end of file', place: null },
  { kind: 'import', module: 'node:fs', allowed: [], place: null },
  { kind: 'missingExport', wanted: 'softmax', found: [], foundType: null },
  { kind: 'missingExport', wanted: 'softmax', found: ['softmax'], foundType: 'object' },
  { kind: 'missingExport', wanted: 'softmax', found: ['default'], foundType: null },
  { kind: 'timeLimit', limitMilliseconds: 500, while: 'loading' },
  { kind: 'outputLimit', limit: 1, unit: 'bytes', what: 'error' },
  { kind: 'sandboxCrash', signal: null },
  { kind: 'threw', name: 'RangeError', message: null, place: null, while: 'calling' },
  { kind: 'threw', name: 'Error', message: '', place: null, while: 'calling' },
  ...[
    ['undefined', 'undefined'] as const,
    ['promise', 'a Promise'] as const,
    ['function', 'a function'] as const,
    ['disposed', 'a tf.Tensor that was disposed'] as const,
    ['ragged', 'an array of 3 numbers at [1]'] as const,
    ['element', 'the string "a" at [0][2]'] as const,
    [null, 'an array of 3 numbers'] as const,
    [null, 'a float32 tensor [2, 3]'] as const,
  ].map(([cause, found]): Finding => ({
    kind: 'type',
    path: cause === 'undefined' ? ['layers', 0] : [],
    expected:
      cause === 'ragged' ? '4 items, as in the rows before' : 'an array of arrays of numbers',
    found,
    cause,
  })),
  findingFor(tensor([T, dv], [...right.values].with(6, Infinity))),
  findingFor(tensor([T, dv], Array(T * dv).fill(NaN))),
  findingFor(
    tensor([T, dv], [...right.values]),
    tensor([T, dv], [...right.values].with(6, -Infinity)),
  ),
  findingFor(tensor([T, dv], [...right.values].with(6, 8))),
  findingFor(tensor([T, dv], [...q.values.slice(0, 10), ...k.values.slice(0, 10)])),
  { kind: 'text', path: [], expected: 'ab c', yours: 'abc' },
  { kind: 'text', path: [], expected: null, yours: null },
  {
    kind: 'invariant',
    relation: 'each row of weights sums to 1',
    seen: null,
    timesAllowed: null,
  },
]
