import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { codeFrame, columns, spread, wrap } from '../../../grader/explain/layout.ts'
import { columnsOf, headOf, tailOf } from '../../../grader/explain/width.ts'

test('a Chinese character fills two columns', () => {
  expect(['mask', '掩码', '（a）', '↔ √'].map(columnsOf)).toEqual([4, 4, 5, 3])
  expect([headOf('掩码x', 3), tailOf('x掩码', 3)]).toEqual(['掩', '码'])
})

test('a line breaks between Chinese characters, never before a full stop or after a bracket', () => {
  expect(wrap('形状正确。数值不对', 10)).toEqual(['形状正确。', '数值不对'])
  expect(wrap('形状正确。数值不对', 8)).toEqual(['形状正', '确。数值', '不对'])
  expect(wrap('你的输出（形状）', 10)).toEqual(['你的输出', '（形状）'])
  expect(wrap('你的 softmax 不对', 8)).toEqual(['你的', 'softmax', '不对'])
})

test('a number stays with its unit', () => {
  expect(wrap('took at most 3 ms', 15)).toEqual(['took at most', '3 ms'])
  expect(wrap('最多用时 30 毫秒', 13)).toEqual(['最多用时', '30 毫秒'])
})

test('no wrapped line is wider than asked for, and nothing is lost', () => {
  const text = fc.array(
    fc.constantFrom('掩码', '注意力，', '（张量）', '“x”', ' softmax ', ' 3 个'),
  )
  fc.assert(
    fc.property(text, (parts) => {
      const sentence = parts.join('').trim()
      const lines = wrap(sentence, 24)
      expect(lines.join('').replaceAll(' ', '')).toBe(sentence.replaceAll(' ', ''))
      for (const line of lines) {
        expect(columnsOf(line)).toBeLessThanOrEqual(24)
        expect(line).not.toMatch(/^[，）”个]|[（“3]$/)
      }
    }),
    { seed: 1 },
  )
})

test('columns and the two ends of a line stand where they do in a terminal', () => {
  const table = columns(
    [
      ['', '期望', 'yours'],
      ['第一处', '1', '22'],
    ],
    2,
  )
  expect(table).toEqual(['        期望  yours', '第一处     1     22'])
  expect(spread('用例', '分', 10)).toEqual(['用例    分'])
})

test('the caret stands under its column behind Chinese text, and a long line is cut around it', () => {
  const place = { line: 3, column: 9, lineText: '/* 掩码 */ x()' }
  expect(codeFrame(place, '', 40)).toEqual(['  3 │ /* 掩码 */ x()', `    │ ${' '.repeat(10)}^`])
  const long = { line: 1, column: 60, lineText: '掩'.repeat(100) }
  for (const line of codeFrame(long, '', 40)) expect(columnsOf(line)).toBeLessThanOrEqual(40)
})
