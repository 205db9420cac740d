import { expect, test } from '@jest/globals'
import { placesIn } from '../../../../server/web/staff/workshop/places-in.ts'
import { pathProblem, slugFrom, slugProblem } from '../../../../server/web/staff/workshop/rules.ts'
import { pathProblem as serversProblem } from '../../../../server/workshop/folder.ts'

test.each([
  ['Our own Attention!', 'our-own-attention'],
  ['  2 Café – heads', 'cafe-heads'],
  ['注意力', ''],
  ['A'.repeat(80), 'a'.repeat(60)],
])('a title %j suggests the name %j', (title, slug) => {
  expect(slugFrom(title)).toBe(slug)
  if (slug !== '') expect(slugProblem(slug)).toBeNull()
})

test('a name says what is wrong with it', () => {
  expect(['', 'Two Words', 'a'.repeat(61), 'fine-2'].map(slugProblem)).toEqual([
    ...['slugMissing', 'slugForm', 'slugLong', null],
  ])
})

const paths = [
  ...['tensor.ts', 'solutions/a.ts', 'solutions/deep/a.ts', '../a.ts', 'A.ts', 'no-ending', '.env'],
  ...[`${'a'.repeat(90)}.ts`, 'words.txt', 'solutions/'],
]

test.each(paths)('%j has a form here where it has one for the server', (path) => {
  expect(pathProblem(path, {}) === 'pathForm').toBe(serversProblem(path) !== null)
})

test('a file that is there, or belongs to no exercise, is told so', () => {
  const files = { 'cases.ts': '' }
  expect(pathProblem('cases.ts', files)).toBe('pathTaken')
  expect(pathProblem('notes.md', files)).toBe('pathKind')
  expect(pathProblem('solutions/data.txt', files)).toBe('pathKind')
  expect(pathProblem('statement.zh.md', files)).toBeNull()
})

test('a problem leads to the files that it names, where there are such files', () => {
  const problem = 'cases.ts:12 is odd; see solutions/loops.ts and other.ts.'
  expect(placesIn(problem, ['cases.ts', 'solutions/loops.ts'])).toEqual([
    { text: 'cases.ts:12', path: 'cases.ts', line: 12 },
    ' is odd; see ',
    { text: 'solutions/loops.ts', path: 'solutions/loops.ts', line: null },
    ' and other.ts.',
  ])
})
