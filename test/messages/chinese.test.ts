/** What the Chinese table must not do; how it reads is in the golden files. */
import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { kindWords } from '../../grader/explain/chinese/kinds.ts'
import { say } from '../../grader/explain/chinese/spacing.ts'
import { languageNames, wordsFor } from '../../grader/explain/words.ts'
import { explainFinding, explainPatterns, explainReport, hintRungs } from '../../grader/explain.ts'
import { describeType } from '../../grader/pairs.ts'
import type { Report } from '../../grader/report.ts'
import { built, findings, maskedFinding, patterns, reports } from './examples.ts'
import { failedReport } from './reports.ts'

/** A run of words is English; what stands in quotes, in code or in a command is not ours to translate. */
const english = /[a-z]+(?: [a-z]+){2,}/i
const notOurs = /“[^”]*”|"[^"]*"|`[^`]*`|npm run .*|^.*│.*$|import \*.*|export function .*/gm

function ours(text: string, { cases, diagnosis }: Pick<Report, 'cases' | 'diagnosis'>): string {
  const written = [built, ...cases.map(({ name }) => name), ...(diagnosis?.hints ?? [])]
  const left = written.reduce((rest, theirs) => rest.replaceAll(theirs, '·'), text)
  return left.replaceAll(notOurs, '·')
}

test('no English sentence stands in a Chinese report', () => {
  for (const report of Object.values(reports)) {
    const text = explainReport(report, { language: 'zh', hints: 9, built, width: 1000 })
    expect(ours(text, report)).not.toMatch(english)
  }
})

test('no English sentence stands in Chinese for a finding, a pattern or a hint', () => {
  const all = [...findings, ...patterns.map((one) => ({ ...maskedFinding, patterns: [one] }))]
  for (const finding of all) {
    const report = failedReport('wrongAnswer', finding)
    const said = [
      explainFinding(finding, { language: 'zh' }),
      ...explainPatterns(finding, 'zh'),
      ...hintRungs(report, { language: 'zh' }),
    ]
    expect(said.filter((text) => english.test(ours(text, report)))).toEqual([])
  }
})

test('both languages give as many hints', () => {
  for (const report of [
    ...Object.values(reports),
    ...findings.map((finding) => failedReport('wrongAnswer', finding)),
  ]) {
    const [en, zh] = languageNames.map((language) => hintRungs(report, { language }))
    expect(zh).toHaveLength(en?.length ?? -1)
  }
})

test('Chinese and Latin letters stand apart, except at Chinese punctuation', () => {
  expect(say`输出是${'NaN'}，不是${3}。`).toBe('输出是 NaN，不是 3。')
  expect(say`在${'通道 0'}的${'“x”'}`).toBe('在通道 0 的“x”')
  for (const language of languageNames) {
    for (const sentence of patterns.map(wordsFor(language).patternSentence)) {
      expect(sentence).not.toMatch(/\p{Script=Han}[a-z0-9]|[a-z0-9]\p{Script=Han}| [，。：；、]/iu)
    }
  }
})

test.each([
  ['a tf.Tensor', 'tf.Tensor'],
  ['an array of arrays of whole numbers', '整数的二维数组'],
  ['an array of 3 arrays of numbers at [1]', '[1] 处的含 3 个数字数组的数组'],
  ['an array of 1 Float32Array', '含 1 个 Float32Array 的数组'],
  ['an array, each item a number or null', '数组，每一项是数字或 null'],
  ['an array of true or false values', '布尔值数组'],
  ['the string "3 items at [1]" at [0][2]', '[0][2] 处的字符串 "3 items at [1]"'],
  ['an object with the fields output, weights', '带有字段 output, weights 的对象'],
  ['a float32array', 'float32array'],
  ['constructor', '“constructor”'],
  [describeType({ kind: 'tensor', dtype: 'int32', axes: ['B', 'T'] }), 'int32 张量 [B, T]'],
  [
    describeType({
      kind: 'optional',
      of: { kind: 'array', dtype: 'bool', axes: ['T'] },
    } as never),
    '布尔值数组或 null',
  ],
])('%s is %s', (phrase, chinese) => {
  expect(kindWords(phrase)).toBe(chinese)
})

test('every text is a kind of something: one that is not known is quoted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(kindWords(text)).not.toBe('')
    }),
    { seed: 1, examples: [['a at [0]'.repeat(100)]] },
  )
})
