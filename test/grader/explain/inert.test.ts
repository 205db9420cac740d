import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { inert, inertLine } from '../../../grader/explain/inert.ts'
import { explainReport } from '../../../grader/explain.ts'
import { failedReport } from '../../messages/reports.ts'

test('escape sequences, bells and hidden directions are written out', () => {
  expect(inert('\u001b[2J\u0007\u009b31m\u202e')).toBe('\\x1b[2J\\x07\\x9b31m\\u{202e}')
  expect(inert('one\ntwo\tthree')).toBe('one\ntwo\tthree')
  expect(inertLine('one\r\ntwo')).toBe('one\\x0d\\ntwo')
})

test('letters of every language stay', () => {
  expect(inert('注意力 √dHead − ½ 👍')).toBe('注意力 √dHead − ½ 👍')
})

test('a report obeys nothing that a student wrote', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const report = failedReport(
        'runtimeError',
        {
          ...{ kind: 'threw', name: text, message: text, while: 'calling' },
          place: { line: 1, column: 1, lineText: text },
        },
        { failing: { console: text } },
      )
      expect(explainReport(report)).not.toMatch(/[^\P{C}\n\t]/u)
    }),
    { seed: 1, examples: [['\u001b]0;title\u0007']] },
  )
})
