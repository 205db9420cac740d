import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { compare } from '../../grader/compare.ts'
import { disclose } from '../../grader/disclose.ts'
import { explainReport, hintRungs } from '../../grader/explain.ts'
import { pack } from '../../grader/packed.ts'
import { Report, type CaseResult, type Finding } from '../../grader/report.ts'
import type { TensorValue } from '../../reference/value.ts'
import { caseResult, failedReport } from '../messages/reports.ts'

const canary = 31337.625
const canaries = /31337|secret/
const tensor = (values: readonly number[]): TensorValue => ({
  dtype: 'float32',
  shape: [2, 3],
  values: Float32Array.from(values),
})
const type = { kind: 'tensor', dtype: 'float32', axes: ['T', 'dV'] } as const

function comparison(expected: TensorValue, yours: TensorValue): Finding {
  const tolerance = { absolute: 1e-5, relative: 0 }
  return compare({ type, expected, yours, tolerance, inputs: {} }).finding as Finding
}

const leaking: readonly Finding[] = [
  comparison(tensor([canary, 2, 3, 4, 5, 6]), tensor([0, 0, 0, 0, 0, canary])),
  comparison(tensor([1, 2, 3, 4, 5, 6]), tensor([1, 2, 3, 4, 5, 6].map((one) => one * canary))),
  comparison(tensor([1, 2, 3, 4, 5, 6]), tensor([1, 2, 3, 4, 5, 6].map((one) => one + canary))),
  comparison(tensor([1, 2, 3, 4, 5, 6]), tensor(Array<number>(6).fill(canary))),
  comparison(tensor([1, 2, canary, 4, 5, 6]), tensor([1, 2, NaN, 4, 5, 6])),
  {
    kind: 'threw',
    name: `secret${canary}`,
    message: `secret ${canary}`,
    place: { line: 1, column: 1, lineText: 'throw new Error(q.toString())' },
    while: 'calling',
  },
  { kind: 'type', path: [], expected: 'a tensor', found: `the string "secret"`, cause: null },
  { kind: 'dtype', path: [], expected: 'float32', found: `secret${canary}` },
  { kind: 'invariant', relation: 'r', seen: `row 0 is ${canary}`, timesAllowed: canary },
  { kind: 'text', path: [], expected: 'secret', yours: `${canary}` },
  shapeFinding([0, 31337, 2]),
  {
    ...{ kind: 'type', path: [], cause: 'ragged' },
    ...{ expected: '31337 items, as in the rows before', found: '31337 items at [1]' },
  },
]

function shapeFinding(found: number[]): Finding {
  const [expected, axes] = [
    [2, 3],
    ['T', 'dV'],
  ] as [number[], string[]]
  return { kind: 'shape', path: [], axes, expected, found, permutation: null }
}

const filled: Partial<CaseResult> = {
  seed: 31337,
  timesAllowed: canary,
  console: `secret ${canary}`,
  consoleCut: true,
  inputs: [{ parameter: 'q', text: `[${canary}]`, tensor: pack(tensor([canary, 0, 0, 0, 0, 0])) }],
}

function reportWith(finding: Finding, disclosure: CaseResult['disclosure']): Report {
  return Report.parse(
    failedReport('wrongAnswer', finding, {
      failing: { ...filled, disclosure },
      counterexample: {
        inputs: [{ parameter: 'q', text: `[${canary}]`, tensor: null }],
        ...{ expected: `${canary}`, yours: `${canary}`, shrinks: 1 },
      },
    }),
  )
}

describe.each(['diagnosis', 'name'] as const)('a case that discloses its %s', (disclosure) => {
  test.each(leaking.map((finding) => [finding.kind, finding] as const))(
    'gives no number of a finding "%s" away, as JSON or as text',
    (_, finding) => {
      const report = reportWith(finding, disclosure)
      expect(JSON.stringify(report)).toMatch(canaries)
      const shown = disclose(report)
      expect(Report.parse(shown)).toEqual(shown)
      const bytes = pack(tensor([canary, 0, 0, 0, 0, 0])).base64.slice(0, 5)
      expect(JSON.stringify(shown)).not.toMatch(canaries)
      expect(JSON.stringify(shown)).not.toContain(bytes)
      expect(explainReport(shown, { hints: 9 })).not.toMatch(canaries)
    },
  )
})

test('a case that shows its inputs keeps everything', () => {
  const report = reportWith(leaking[0] as Finding, 'full')
  expect(disclose(report)).toEqual(report)
})

test('a shape that a mistake can give is told in a hidden case', () => {
  for (const found of [[3, 2], [2], [6], [2, 3, 3], [2, 12], [0, 3]]) {
    const shown = disclose(reportWith(shapeFinding(found), 'diagnosis'))
    expect(shown.cases[2]?.finding).toEqual(shapeFinding(found))
  }
})

test('the time of a hidden case, and the sums that it is part of, are told to 10 ms', () => {
  const report = reportWith(leaking[0] as Finding, 'diagnosis')
  const cases = report.cases.map((one) => ({ ...one, milliseconds: 31.337 }))
  const timings = { ...report.timings, runMilliseconds: 94.011, totalMilliseconds: 131.337 }
  const shown = disclose({ ...report, cases, timings })
  expect(shown.cases.map((one) => one.milliseconds)).toEqual(
    cases.map((one) => (one.disclosure === 'full' ? 31.337 : 40)),
  )
  expect(shown.timings).toMatchObject({ runMilliseconds: 100, totalMilliseconds: 140 })
})

test('a hidden diagnosis still says what kind of mistake it is', () => {
  const shown = disclose(reportWith(leaking[1] as Finding, 'diagnosis'))
  expect(shown.cases[2]?.finding).toMatchObject({
    kind: 'values',
    wrong: 6,
    patterns: [{ kind: 'constantRatio', ratio: null }],
  })
})

test('a hidden error still gets the hint that belongs to it', () => {
  for (const message of ['Operands could not be broadcast together', 'q is not a tensor']) {
    const finding: Finding = {
      ...{ kind: 'threw', name: 'Error', message, place: null, while: 'calling' },
    }
    const report = reportWith(finding, 'diagnosis')
    expect(hintRungs(disclose(report))).toEqual(hintRungs(report))
  }
})

test('a case that shows its name alone shows no finding and no diagnosis', () => {
  const diagnosis = { misconception: { id: 'A1', sameAs: 's' }, hints: ['h'], alsoMatches: [] }
  const shown = disclose({ ...reportWith(leaking[0] as Finding, 'name'), diagnosis })
  expect(shown.cases[2]).toMatchObject({ name: 'five tokens, causal', finding: null })
  expect(shown.diagnosis).toBeNull()
})

test('hidden cases that pass, or fail later, are stripped as well', () => {
  const report = reportWith(leaking[0] as Finding, 'full')
  const cases = [
    ...report.cases.slice(0, 3),
    caseResult(4, { ...filled, disclosure: 'diagnosis' }),
    caseResult(5, { ...filled, finding: leaking[0] as Finding, disclosure: 'name' }),
  ]
  const shown = disclose({ ...report, cases }).cases.slice(3)
  expect(JSON.stringify(shown)).not.toMatch(canaries)
})

test('disclosing twice changes nothing more', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...leaking),
      fc.constantFrom('full', 'diagnosis', 'name'),
      (finding, level) => {
        const once = disclose(reportWith(finding, level))
        expect(disclose(once)).toEqual(once)
      },
    ),
    { seed: 1 },
  )
})
