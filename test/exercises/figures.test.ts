import { describe, expect, test } from '@jest/globals'
import { figureFences, parseFigure } from '../../exercises/figures.ts'
import { statementOf } from '../../exercises/files.ts'
import { course } from '../../exercises/index.ts'
import { figureProblems } from '../../exercises/proof/statement.ts'

const caption = 'What is seen.'
const of = (kind: string, body: object) => () =>
  parseFigure(kind, JSON.stringify({ caption, ...body }))

describe('a figure is refused with what is wrong in it', () => {
  test.each([
    [
      'a kind that there is not',
      of('masc', {}),
      'there is no figure "masc"; use one of mask, messages, positions, blocks, matrix, curve',
    ],
    ['no JSON', () => parseFigure('mask', '{ caption: '), 'the figure "mask" is not JSON: '],
    ['a list', () => parseFigure('mask', '[1]'), 'is a JSON object between { and }; found [1]'],
    [
      'no caption',
      () => parseFigure('positions', '{"T": 4, "dModel": 4, "base": 10}'),
      'at caption',
    ],
    ['a field too many', of('positions', { T: 4, dModel: 4, base: 10, colour: 'red' }), '"colour"'],
    ['an odd width', of('positions', { T: 4, dModel: 5, base: 10 }), 'at dModel'],
    [
      'a row too short',
      of('mask', { queries: ['a', 'b'], keys: ['a', 'b'], cells: [[true, false], [true]] }),
      'the labels want 2 rows of 2; found 2 rows, of 2, 1',
    ],
    [
      'a weight above 1',
      of('mask', { queries: ['a'], keys: ['a'], cells: [[1.5]] }),
      'at cells[0][0]',
    ],
    [
      'a row too many',
      of('matrix', { rows: ['a'], columns: ['b'], values: [[1], [2]] }),
      'the labels want 1 rows of 1; found 2 rows',
    ],
    [
      'an edge to nowhere',
      of('messages', { sources: ['a'], tokens: ['b'], edges: [{ from: 0, to: 1, weight: 1 }] }),
      'leads from 0 to 1, but there are 1 sources and 1 tokens',
    ],
    [
      'an edge that is there twice',
      of('messages', {
        sources: ['a'],
        tokens: ['b'],
        edges: [
          { from: 0, to: 0, weight: 1 },
          { from: 0, to: 0, weight: 0.5 },
        ],
      }),
      'an edge from 0 to 0 is there already',
    ],
    [
      'an edge to no node',
      of('blocks', {
        rows: [[{ id: 'x', label: 'x' }], [{ id: 'y', label: 'y' }]],
        edges: [{ from: 'x', to: 'z' }],
      }),
      'there is no node "z"; use one of x, y',
    ],
    [
      'two nodes of one id',
      of('blocks', {
        rows: [[{ id: 'x', label: 'x' }], [{ id: 'x', label: 'y' }]],
        edges: [{ from: 'x', to: 'x' }],
      }),
      'two nodes have the id "x"',
    ],
    [
      'points out of order',
      of('curve', {
        x: 'x',
        y: 'y',
        lines: [
          {
            label: 'a',
            points: [
              [1, 0],
              [0, 1],
            ],
          },
        ],
      }),
      'to the right of the one before',
    ],
  ])('%s', (_what, parse, message) => {
    expect(parse).toThrow(message)
  })
})

test('what may be left out of a block diagram is filled in', () => {
  const rows = [[{ id: 'x', label: 'x' }], [{ id: 'y', label: '+', shape: 'sum' }]]
  const edges = [{ from: 'x', to: 'y' }]
  expect(of('blocks', { rows, edges })()).toEqual({
    kind: 'blocks',
    caption,
    rows: [[{ id: 'x', label: 'x', shape: 'box' }], [{ id: 'y', label: '+', shape: 'sum' }]],
    edges: [{ from: 'x', to: 'y', residual: false }],
  })
})

test('fences of figures are found among other fences', () => {
  const markdown = '# T\n\n```figure mask\n{}\n```\n\n```ts\nfigure\n```\n\n```figure\n[1]\n```\n'
  expect(figureFences(markdown)).toEqual([
    { kind: 'mask', json: '{}\n' },
    { kind: '', json: '[1]\n' },
  ])
  expect(figureProblems(markdown)).toEqual([
    expect.stringMatching(/^statement\.md: the figure "mask" does not fit: /),
    expect.stringMatching(/^statement\.md: there is no figure ""/),
  ])
})

test.each(course.map(({ slug }) => slug))(
  'the statement of %s has only figures that fit',
  (slug) => {
    const markdown = statementOf(slug)
    expect(figureProblems(markdown)).toEqual([])
    const figures = figureFences(markdown).map(({ kind, json }) => parseFigure(kind, json))
    // The weights of a figure are those of an attention: what reaches a token sums to 1.
    for (const figure of figures) {
      if (figure.kind !== 'messages') continue
      for (const to of figure.tokens.keys()) {
        const weights = figure.edges.filter((edge) => edge.to === to).map(({ weight }) => weight)
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6)
      }
    }
  },
)
