import { describe, expect, test } from '@jest/globals'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { columnsOf } from '../../grader/explain/width.ts'
import { languageNames } from '../../grader/explain/words.ts'
import {
  explainFinding,
  explainPatterns,
  explainReport,
  headline,
  hintRungs,
} from '../../grader/explain.ts'
import { Finding, Pattern, Report, Verdict } from '../../grader/report.ts'
import { k, q, v } from './attention.ts'
import { built, findings, maskedFinding, masksLate, patterns, reports, right } from './examples.ts'
import { expectGolden, goldenFile } from './golden.ts'
import { diagnosisFor, failedReport, tolerance } from './reports.ts'

describe.each(languageNames)('in %s', (language) => {
  test.each(Object.entries(reports))('%s reads as reviewed', (name, report) => {
    Report.parse(report)
    expectGolden(language, name, explainReport(report, { built, language }))
  })

  test('the whole ladder of hints ends with the numbers it is the same as', () => {
    expectGolden(language, 'all-hints', explainReport(masksLate, { hints: 9, language }))
  })

  test('no line is wider than asked for', () => {
    for (const report of Object.values(reports)) {
      const lines = explainReport(report, { width: 60, hints: 9, built, language }).split('\n')
      const long = lines.filter((line) => columnsOf(line) > 60 && !/^( {2}|Again|再次)/.test(line))
      expect(long).toEqual([])
      const all = explainReport(report, { hints: 9, built, language }).split('\n')
      const tooLong = all.filter((line) => columnsOf(line) > 80)
      expect(tooLong.filter((line) => !/^(Again|再次)/.test(line))).toEqual([])
    }
  })

  test('every failure asks at least one question or says whose fault it is', () => {
    for (const [name, report] of Object.entries(reports)) {
      const text = explainReport(report, { hints: 9, language })
      expect([name, /\?|？|The grader failed|评分程序|✓/.test(text)]).toEqual([name, true])
    }
  })

  test('every verdict has a headline', () => {
    const lines = Object.entries(reports).map(
      ([name, report]) => `${name}: ${headline(report, { language })}`,
    )
    expectGolden(language, 'headlines', lines.join('\n'))
  })

  test('every pattern has a sentence and hints', () => {
    const found = patterns.map((pattern) => {
      const finding = { ...maskedFinding, patterns: [pattern] }
      const report = failedReport('wrongAnswer', finding, {
        diagnosis: diagnosisFor(right, finding),
      })
      const [sentence] = explainPatterns(finding, language)
      return [`${pattern.kind}: ${sentence}`, ...hintRungs(report, { language })].join('\n')
    })
    expectGolden(language, 'patterns', found.join('\n\n'))
  })

  test('findings that no report above shows have sentences too', () => {
    const written = findings.map((finding) => {
      const hints = hintRungs(failedReport('wrongAnswer', finding), { language })
      return [`${finding.kind}: ${explainFinding(finding, { language })}`, ...hints].join('\n')
    })
    expectGolden(language, 'findings', written.join('\n\n'))
  })

  test('every golden file belongs to a message', () => {
    const names = [...Object.keys(reports), 'all-hints', 'headlines', 'patterns', 'findings']
    const files = readdirSync(path.dirname(goldenFile(language, 'passed')))
    expect(files.sort()).toEqual(names.map((name) => `${name}.txt`).sort())
  })
})

test('there are examples of every verdict, finding and pattern', () => {
  const seen = <T extends string>(kinds: readonly T[]) => [...new Set(kinds)].sort()
  const all = Object.values(reports)
  expect(seen(all.map(({ verdict }) => verdict))).toEqual([...Verdict.options].sort())
  const found = all.flatMap(({ finding, cases }) => [finding, ...cases.map((one) => one.finding)])
  const kinds = [...found, ...findings].flatMap((finding) => finding?.kind ?? [])
  expect(seen(kinds)).toEqual(Finding.options.map(({ shape }) => shape.kind.value).sort())
  expect(seen(patterns.map(({ kind }) => kind))).toEqual(
    Pattern.options.map(({ shape }) => shape.kind.value).sort(),
  )
})

test('colours appear only when asked for', () => {
  expect(explainReport(masksLate)).not.toContain('\u001b')
  expect(explainReport(masksLate, { colour: true })).toContain('\u001b[31m')
})

test('the numbers of messages come from these inputs', () => {
  expect([q.shape, k.shape, v.shape, tolerance]).toEqual([
    [5, 8],
    [5, 8],
    [5, 4],
    { absolute: 1e-5, relative: 1e-4 },
  ])
})
