import { describe, expect, test } from '@jest/globals'
import { compile, type Compilable } from '../../grader/compile.ts'
import type { Finding } from '../../grader/report.ts'

const exercise: Compilable = {
  signature: { name: 'attention', parameters: [], returns: { kind: 'number' } },
  buildsOn: ['softmax', 'layer-norm'],
  forbids: ['softmax'],
}
const modules = { softmax: 'export function softmax(x: number): number { return x }' }

async function program(source: string) {
  const compiled = await compile(source, exercise, modules)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.finding))
  return compiled.program
}

async function finding(source: string): Promise<Finding> {
  const compiled = await compile(source, exercise, modules)
  if (compiled.ok) throw new Error('it compiled')
  return compiled.finding
}

describe('what may be submitted', () => {
  test('types disappear, and imports of tf and of earlier exercises stay', async () => {
    const { javascript, modules, forbids } = await program(
      `import * as tf from '@tensorflow/tfjs'
       import { softmax } from 'attendant/softmax'
       export function attention(x: tf.Tensor): number { return softmax(1 as number) }`,
    )
    expect(javascript).toContain('require("@tensorflow/tfjs")')
    expect(javascript).toContain('require("attendant/softmax")')
    expect(javascript).not.toContain(': number')
    expect(Object.keys(modules)).toEqual(['attendant/softmax'])
    expect(forbids).toEqual(['softmax'])
  })

  test('a first line for the shell is a comment', async () => {
    const { javascript } = await program('#!/usr/bin/env node\nexport const attention = 1')
    expect(javascript).not.toContain('#!')
  })

  test('enums, namespaces and decorators compile', async () => {
    await program(
      `enum Axis { T, C }
       namespace Names { export const first = Axis[0] }
       const sealed = (target: unknown, _: unknown) => target as never
       @sealed class Marked {}
       export const attention = () => [Names.first, Marked]`,
    )
  })

  test.each([
    ['a byte order mark', '\uFEFFexport const attention = 1'],
    ['CRLF', 'export const a = 1\r\nexport const attention = 2\r\n'],
    ['U+2028', 'export const a = 1\u2028export const attention = 2'],
    [
      'a source map that names a file',
      'export const attention = 1\n//# sourceMappingURL=file:///etc/passwd',
    ],
    ['a reference to a file', '/// <reference path="/etc/passwd" />\nexport const attention = 1'],
    ['a long template literal', `export const attention = \`${'a'.repeat(200_000)}\``],
    ['an import made up at run time', 'export const attention = (n: string) => import("./" + n)'],
    [
      'brackets in comments and strings',
      `export const attention = '${'('.repeat(500)}' /* ${'['.repeat(500)} */`,
    ],
  ])('%s does no harm', async (_, source) => {
    await program(source)
  })
})

test('a position in the program leads back to the line that the student wrote', async () => {
  const { javascript, place } = await program(
    `interface Unused {\n  a: number\n}\n\nexport function attention() {\n  throw new Error('here')\n}`,
  )
  const lines = javascript.split('\n')
  const line = lines.findIndex((text) => text.includes('new Error')) + 1
  const column = (lines[line - 1] as string).indexOf('new') + 1
  expect(place(line, column)).toEqual({ line: 6, column: 9, lineText: "  throw new Error('here')" })
  expect(place(1, 1)).toBeNull()
})

describe('a syntax error', () => {
  test.each([
    [
      'ordinary text',
      'const a = 1\nconst b = = 2',
      { line: 2, column: 11, lineText: 'const b = = 2' },
    ],
    [
      'letters of more than one byte',
      "const é = 'ü' ü",
      { line: 1, column: 15, lineText: "const é = 'ü' ü" },
    ],
    ['CRLF', 'const a = 1\r\n  b c', { line: 2, column: 5, lineText: '  b c' }],
    ['U+2028', 'const a = 1\u2028  b c', { line: 2, column: 5, lineText: '  b c' }],
    ['a null byte', 'const a = 1\0', { line: 1, column: 12, lineText: 'const a = 1\0' }],
  ])('is shown with its line and column in %s', async (_, source, place) => {
    expect(await finding(source)).toMatchObject({ kind: 'syntax', place })
  })

  test('await at the top level is explained without the compiler’s own terms', async () => {
    expect(await finding('export const attention = await 1')).toMatchObject({
      kind: 'syntax',
      message: 'await is only allowed inside an async function',
    })
  })

  test('a line without end is cut', async () => {
    const found = await finding(`const a = '${'x'.repeat(10_000)}' b`)
    expect(found.kind === 'syntax' && found.place?.lineText.length).toBe(500)
  })
})

describe('an import', () => {
  const allowed = ['@tensorflow/tfjs-core', '@tensorflow/tfjs', 'attendant/softmax']
  test.each([
    ['of a file system', `  import { readFileSync } from 'node:fs'`, 'node:fs', 3],
    [
      'of a file',
      `import x from '../../reference/attention.ts'`,
      '../../reference/attention.ts',
      1,
    ],
    [
      'of an exercise without a solution yet',
      `import 'attendant/layer-norm'`,
      'attendant/layer-norm',
      1,
    ],
    [
      'of a part of tf',
      `import * as x from '@tensorflow/tfjs-core/dist/engine'`,
      '@tensorflow/tfjs-core/dist/engine',
      1,
    ],
    ['that exports again', `export * from 'zod'`, 'zod', 1],
    ['that happens later', `const x = import('fs')`, 'fs', 11],
  ])('%s is refused, with what may be imported', async (_, line, module, column) => {
    const lineText = line
    expect(await finding(`const a = 1\n${line}\nexport const attention = 1`)).toEqual({
      kind: 'import',
      module,
      allowed,
      place: { line: 2, column, lineText },
    })
  })
})

describe('a missing export', () => {
  test.each([
    ['a default export', 'export default function attention() {}', ['default']],
    ['another name', 'export function atention() {}\nexport const help = 1', ['atention', 'help']],
    ['no export', 'function attention() {}', []],
    ['an exported type only', 'export interface attention {}', []],
    ['the export of CommonJS', 'module.exports.attention = () => 1', ['default']],
  ])('names what was found: %s', async (_, source, found) => {
    expect(await finding(source)).toMatchObject({
      kind: 'missingExport',
      wanted: 'attention',
      found,
    })
  })
})

// Ambiguous to the end: is each bracket a condition's or an arrow function's?
const stalling = 'a?(b):c=>'.repeat(25_000)

describe('text that only wants to hurt', () => {
  const long = 'x'.repeat(50_000)
  test.each([
    [
      'very many exports',
      Array.from({ length: 9000 }, (_, n) => `export const a${n} = 1`).join('\n'),
    ],
    ['an export of a very long name', `export const ${long} = 1`],
    ['an import of a very long name', `import '${long}'`],
    ['a very long name that is declared twice', `let ${long} = 1; let ${long} = 2`],
  ])('%s makes no long report', async (_, source) => {
    expect(JSON.stringify(await finding(source)).length).toBeLessThan(2000)
  })

  test('more than 256 KB is too large', async () => {
    const source = `export const attention = 1 // ${'é'.repeat(131_072)}`
    expect(await finding(source)).toEqual({ kind: 'source', problem: 'tooLarge' })
  })

  test.each([
    ['100,000 brackets', `export const attention = ${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['brackets closed in comments', `export const attention = ${'(/*)*/'.repeat(40_000)}1`],
    ['a tower of arrow functions', `export const attention = ${'a=>'.repeat(80_000)}1`],
    ['a tower of negations', `export const attention = ${'!'.repeat(250_000)}1`],
    ['a tower of conditions', `export const attention = ${'a?a:'.repeat(60_000)}1`],
    ['a tower of types', `export type Deep = ${'keyof '.repeat(40_000)}1`],
  ])('%s are too deep, and the next file compiles', async (_, source) => {
    expect(await finding(source)).toEqual({ kind: 'source', problem: 'tooDeep' })
    await program('export const attention = 1')
  })

  test('files that are compiled at the same time as a deep one are not harmed', async () => {
    const deep = finding(`export const attention = ${stalling}`)
    const honest = Array.from({ length: 5 }, () => program('export const attention = 1'))
    expect(await deep).toEqual({ kind: 'source', problem: 'tooDeep' })
    expect(await Promise.all(honest)).toHaveLength(5)
  })
})

test('time in which our own process was busy does not count against a file', async () => {
  const compiled = compile('export const attention = 1', exercise, modules)
  await new Promise(setImmediate)
  // Longer than a compiler may take: nothing can answer meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3500)
  expect(await compiled).toMatchObject({ ok: true })
})

test('a module of an earlier exercise that does not compile is a fault of ours', async () => {
  const broken = { softmax: 'export function (' }
  await expect(compile('export const attention = 1', exercise, broken)).rejects.toThrow(
    'attendant/softmax',
  )
})
