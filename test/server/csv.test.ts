import { expect, test } from '@jest/globals'
import { csvOf } from '../../server/csv.ts'

test('a table is UTF-8 with the mark and the ends of line that Excel wants', () => {
  expect(
    csvOf([
      ['name', 'points'],
      ['Zoë', 7.5],
    ]),
  ).toBe('\uFEFFname,points\r\nZoë,7.5\r\n')
})

test('commas, quotes and ends of line stay in their cell', () => {
  expect(csvOf([['a,b', 'say "hi"', 'two\nlines', null]])).toBe(
    '\uFEFF"a,b","say ""hi""","two\nlines",\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@sum(a1)', '\t=1', '\r=1'])(
  'a spreadsheet does not compute the text %j',
  (text) => {
    expect(csvOf([[text]])).toContain(`'${text}`)
  },
)

test('a negative number stays a number', () => {
  expect(csvOf([[-2]])).toBe('\uFEFF-2\r\n')
})
