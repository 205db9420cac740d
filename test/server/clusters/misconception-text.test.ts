import { expect, test } from '@jest/globals'
import { applyPatch } from 'diff'
import { course } from '../../../exercises/index.ts'
import { misconceptionsFile } from '../../../exercises/files.ts'
import {
  codeFor,
  entryFor,
  nextId,
  patchFor,
  type NewMistake,
} from '../../../server/clusters/misconception-text.ts'

const source = `import * as tf from '@tensorflow/tfjs-core'
import { softmax } from 'attendant/softmax'

const hide = (scores: tf.Tensor) => scores
// attention without its division
export function attention(q: tf.Tensor3D, k: tf.Tensor3D, v: tf.Tensor3D) {
  return tf.matMul(softmax(hide(q.matMul(k, false, true))), v)
}
`

const mistake: NewMistake = {
  ...{ id: 'A29', name: 'noScale', sameAs: "it's attention", source, functionName: 'attention' },
  hints: ['Why "so"?', 'So.'],
}

test('the next id follows the last one, with the same letters', () => {
  expect(nextId(['GR1', 'GR12', 'GR9'])).toBe('GR13')
  expect(nextId([])).toBe('X1')
})

test('the function gets its new name, others another one where the file has it, known imports stay out', () => {
  const { text } = misconceptionsFile('attention')
  const { imports, code } = codeFor(mistake, text)
  expect(imports).toBe("import { softmax } from 'attendant/softmax'")
  expect(code).toContain('export function noScale(q: tf.Tensor3D')
  expect(code).toContain('const hideOfNoScale = (scores')
  expect(code).toContain('softmax(hideOfNoScale(q.matMul')
})

test('an operation of tf keeps its name when the function is called like it', () => {
  const own = 'export const softmax = (x: tf.Tensor) => tf.softmax(x)\nexport const other = 1\n'
  const { code } = codeFor({ ...mistake, source: own, functionName: 'softmax' }, '')
  expect(code).toBe('export const noScale = (x: tf.Tensor) => tf.softmax(x)\nconst other = 1')
})

test('the entry is written as the others are, whatever is quoted in it', () => {
  expect(entryFor(mistake).split('\n')).toEqual([
    '  {',
    "    id: 'A29',",
    "    name: 'noScale',",
    '    sameAs: "it\'s attention",',
    '    hints: [',
    `      'Why "so"?',`,
    "      'So.',",
    '    ],',
    '    solution: noScale,',
    '  },',
  ])
})

test.each(course.map(({ slug }) => slug))('the patch of %s applies', (slug) => {
  const { path, text } = misconceptionsFile(slug)
  const added = { ...codeFor(mistake, text), entry: entryFor(mistake) }
  const patch = patchFor(path, text, added)
  const changed = applyPatch(text, patch ?? '')
  expect(changed).toContain(added.code)
  expect(changed).toMatch(/solution: noScale,\n {2}\},\n\]/)
})

test('a file of an unusual form gets no patch', () => {
  const added = { imports: '', code: '', entry: '' }
  expect(patchFor('a.ts', 'export default []\n', added)).toBeNull()
})
