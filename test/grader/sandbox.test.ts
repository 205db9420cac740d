import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '../../grader/compile.ts'
import {
  SandboxFault,
  type Limits,
  type Outcome,
  type SandboxPool,
} from '../../grader/sandbox/outcome.ts'
import { createPool } from '../../grader/sandbox/pool.ts'
import { selfTest } from '../../grader/sandbox/selftest.ts'
import type { Parameter, TensorValue, Value, ValueType } from '../../reference/value.ts'
import { allProcesses, type Process } from '../processes.ts'

const limits: Limits = {
  milliseconds: 10_000,
  megabytes: 128,
  elements: 100_000,
  consoleCharacters: 200,
}
const matrix: ValueType = { kind: 'tensor', dtype: 'float32', axes: ['T', 'C'] }
const rows: ValueType = { kind: 'array', dtype: 'float64', axes: ['T', 'C'] }
const vector: ValueType = { kind: 'array', dtype: 'float64', axes: ['N'] }
const number: ValueType = { kind: 'number' }

let pool: SandboxPool
beforeAll(async () => {
  pool = await createPool({ size: 2 })
})
afterAll(() => pool.close())

interface Submission {
  readonly source: string
  readonly parameters?: readonly (readonly [name: string, type: ValueType])[]
  readonly returns: ValueType
  readonly forbids?: readonly string[]
  readonly modules?: Record<string, string>
  readonly limits?: Partial<Limits>
}

async function open({
  source,
  parameters = [],
  returns,
  forbids = [],
  modules = {},
  ...rest
}: Submission) {
  const signature = {
    name: 'solve',
    parameters: parameters.map(([name, type]): Parameter => ({ name, type, meaning: '' })),
    returns,
  }
  const exercise = { signature, buildsOn: Object.keys(modules), forbids }
  const compiled = await compile(source, exercise, modules)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.finding))
  return pool.open(compiled.program, { ...limits, ...rest.limits })
}

/** The outcomes of one call after the other, with `inputs` each. */
async function outcomes(submission: Submission, ...inputs: Value[][]): Promise<Outcome[]> {
  const sandbox = await open(submission)
  try {
    const all: Outcome[] = []
    for (const [seed, values] of inputs.entries()) all.push(await sandbox.call(values, seed))
    return all
  } finally {
    sandbox.close()
  }
}

async function outcome(submission: Submission, ...inputs: Value[]): Promise<Outcome> {
  return (await outcomes(submission, inputs))[0] as Outcome
}

async function valueOf(submission: Submission, ...inputs: Value[]): Promise<Value> {
  const ended = await outcome(submission, ...inputs)
  if (ended.kind !== 'returned') throw new Error(JSON.stringify(ended))
  return ended.value
}

function float32(shape: number[], values: number[]): TensorValue {
  return { dtype: 'float32', shape, values: Float32Array.from(values) }
}

function float64(shape: number[], values: number[]): TensorValue {
  return { dtype: 'float64', shape, values: Float64Array.from(values) }
}

const tf = `import * as tf from '@tensorflow/tfjs-core'\n`

describe('honest code', () => {
  const attention = `${tf}
    export function solve(q: tf.Tensor2D, k: tf.Tensor2D, v: tf.Tensor2D) {
      const scores = q.matMul(k, false, true).div(Math.sqrt(q.shape[1]))
      return tf.softmax(scores).matMul(v)
    }`
  const parameters = [
    ['q', matrix],
    ['k', matrix],
    ['v', matrix],
  ] as const

  test('attention of one query over two equal keys is the mean of the values', async () => {
    const value = (await valueOf(
      { source: attention, parameters, returns: matrix },
      float32([1, 2], [1, 0]),
      float32([2, 2], [1, 1, 1, 1]),
      float32([2, 2], [1, 2, 3, 6]),
    )) as TensorValue
    expect(value.shape).toEqual([1, 2])
    expect([...value.values]).toEqual([2, 4])
  })

  test('softmax on plain arrays works, with numbers as doubles', async () => {
    const source = `export function solve(x: number[]): number[] {
      const powers = x.map((value) => Math.exp(value - Math.max(...x)))
      const sum = powers.reduce((a, b) => a + b, 0)
      return powers.map((power) => power / sum)
    }`
    const value = await valueOf(
      { source, parameters: [['x', vector]], returns: vector },
      float64([3], [0, 0, 0.1]),
    )
    const sum = 2 * Math.exp(-0.1) + 1
    expect(value).toEqual(float64([3], [Math.exp(-0.1) / sum, Math.exp(-0.1) / sum, 1 / sum]))
  })

  test('gradients, variables and tidy work', async () => {
    const source = `${tf}
      export function solve(x: tf.Tensor2D) {
        const w = tf.variable(tf.onesLike(x))
        const { grads } = tf.variableGrads(() => tf.tidy(() => w.mul(x).square().sum()) as tf.Scalar, [w])
        const slope = tf.grad((y) => y.square().sum())(x)
        return tf.add(Object.values(grads)[0] as tf.Tensor, slope)
      }`
    const value = (await valueOf(
      { source, parameters: [['x', matrix]], returns: matrix },
      float32([1, 2], [1, 3]),
    )) as TensorValue
    expect([...value.values]).toEqual([4, 24])
  })

  test('the gradient of a matrix that a product repeats is the sum over the items', async () => {
    const source = `${tf}
      export function solve(x: tf.Tensor2D) {
        const batch = tf.stack([x, x.mul(10), x.mul(100)])
        const [left, right] = tf.grads((a, b) => tf.matMul(a, b, false, true))([batch, x])
        const [first, second] = tf.grads((a, b) => tf.matMul(a, b, true))([x.expandDims(), batch])
        return tf.concat([left.sum(0), right, first.squeeze([0]), second.sum(0)])
      }`
    const value = (await valueOf(
      { source, parameters: [['x', matrix]], returns: matrix },
      float32([1, 2], [1, 3]),
    )) as TensorValue
    expect(value.shape).toEqual([4, 2])
    expect([...value.values]).toEqual([3, 9, 111, 333, 444, 444, 12, 12])
  })

  test('every kind of value goes in and comes out', async () => {
    const types: readonly (readonly [string, ValueType])[] = [
      ['matrix', matrix],
      ['mask', { kind: 'tensor', dtype: 'bool', axes: ['T'] }],
      ['tokens', { kind: 'array', dtype: 'int32', axes: ['T'] }],
      ['flags', { kind: 'array', dtype: 'bool', axes: ['T'] }],
      ['epsilon', number],
      ['causal', { kind: 'boolean' }],
      ['name', { kind: 'string' }],
      ['bias', { kind: 'optional', of: vector }],
      ['layers', { kind: 'list', of: matrix }],
      ['weights', { kind: 'record', fields: { w: matrix, b: vector } }],
    ]
    const values: Value[] = [
      float32([2, 2], [1, NaN, -Infinity, -0]),
      { dtype: 'bool', shape: [3], values: Uint8Array.of(1, 0, 1) },
      { dtype: 'int32', shape: [2], values: Int32Array.of(7, -1) },
      { dtype: 'bool', shape: [2], values: Uint8Array.of(0, 1) },
      -0,
      true,
      'naïve \\ "✓"',
      null,
      [float32([1, 1], [5]), float32([1, 2], [6, 7])],
      { w: float32([1, 1], [8]), b: float64([0], []) },
    ]
    const names = types.map(([name]) => name).join(', ')
    const source = `export function solve(${names}) { return { ${names} } }`
    const returns: ValueType = { kind: 'record', fields: Object.fromEntries(types) }
    const value = await valueOf({ source, parameters: types, returns }, ...values)
    expect(value).toEqual(
      Object.fromEntries(types.map(([name], position) => [name, values[position]])),
    )
  })

  test('a typed array serves as an array of numbers, and rows may be typed arrays', async () => {
    const source = `export const solve = () => [Float32Array.of(1, 2), new Float64Array([3, 4])]`
    expect(await valueOf({ source, returns: rows })).toEqual(float64([2, 2], [1, 2, 3, 4]))
  })

  test('an earlier exercise may be imported', async () => {
    const source = `import { double } from 'attendant/doubling'\nexport const solve = () => double(21)`
    const modules = { doubling: 'export const double = (x: number) => 2 * x' }
    expect(await valueOf({ source, modules, returns: number })).toBe(42)
  })

  test('the seed decides what Math.random gives', async () => {
    const sandbox = await open({
      source: 'export const solve = () => Math.random()',
      returns: number,
    })
    const draws: unknown[] = []
    for (const seed of [7, 8, 7]) {
      const ended = await sandbox.call([], seed)
      draws.push(ended.kind === 'returned' && ended.value)
    }
    sandbox.close()
    expect(draws[0]).toBe(draws[2])
    expect(draws[0]).not.toBe(draws[1])
  })

  test('classes, getters and error subclasses may use the names of built-ins', async () => {
    const source = `
      class Ragged extends Error {
        constructor(message: string) { super(message); this.name = 'Ragged'; this.message += '!' }
      }
      export function solve() {
        const table: Record<string, unknown> = {}
        table.toString = () => 'x'
        table.constructor = 1
        const list = Object.assign([1, 2], { last: 2 })
        return new Ragged('a').message.length + list.last
      }`
    expect(await valueOf({ source, returns: number })).toBe(4)
  })
})

describe('what was printed', () => {
  test('comes back as text, with tensors and objects readable', async () => {
    const source = `${tf}
      export function solve() {
        console.log('scores', [1, [2, -0]], { a: 'x' }, null, undefined, true)
        tf.tensor1d([1, 2]).print()
        return 0
      }`
    expect(await outcome({ source, returns: number })).toMatchObject({
      console: `scores [1, [2, -0]] { a: 'x' } null undefined true\nTensor\n    [1, 2]\n`,
      consoleCut: false,
    })
  })

  test('is cut at the limit', async () => {
    const source = `export function solve() { for (let i = 0; i < 100; i++) console.log('12345678'); return 0 }`
    const { console, consoleCut } = await outcome({ source, returns: number })
    expect(console).toHaveLength(limits.consoleCharacters)
    expect(consoleCut).toBe(true)
  })
})

describe('a result of another type', () => {
  test.each<[string, string, ValueType, string, string, string | null]>([
    ['nothing', '() => {}', matrix, 'a tf.Tensor', 'undefined', 'undefined'],
    ['a promise', 'async () => 1', number, 'a number', 'a Promise', 'promise'],
    ['a function', '() => () => 1', number, 'a number', 'a function', 'function'],
    ['a number for a tensor', '() => 3', matrix, 'a tf.Tensor', 'the number 3', null],
    [
      'arrays for a tensor',
      '() => [[1], [2], [3]]',
      matrix,
      'a tf.Tensor',
      'an array of 3 arrays of numbers',
      null,
    ],
    [
      'a tensor for arrays',
      '() => tf.ones([2, 3])',
      rows,
      'an array of arrays of numbers',
      'a tf.Tensor of shape [2, 3]',
      null,
    ],
    [
      'a scalar tensor for a number',
      '() => tf.scalar(1)',
      number,
      'a number',
      'a tf.Tensor of shape []',
      null,
    ],
    ['null for an array', '() => null', vector, 'an array of numbers', 'null', null],
    [
      'ragged rows',
      '() => [[1, 2], [3]]',
      rows,
      '2 items, as in the rows before',
      '1 items at [1]',
      'ragged',
    ],
    [
      'an element that is none',
      '() => [[1, 2], [3, undefined]]',
      rows,
      'numbers',
      'undefined at [1][1]',
      'element',
    ],
    ['a hole', '() => [1, , 3]', vector, 'numbers', 'undefined at [1]', 'element'],
    ['text among numbers', `() => [1, '2']`, vector, 'numbers', 'the string "2" at [1]', 'element'],
    [
      'a tensor among numbers',
      '() => [1, tf.scalar(2)]',
      vector,
      'numbers',
      'a tf.Tensor of shape [] at [1]',
      'element',
    ],
    [
      'a fraction among whole numbers',
      '() => [1.5]',
      { kind: 'array', dtype: 'int32', axes: ['N'] },
      'whole numbers',
      'the number 1.5 at [0]',
      'element',
    ],
    [
      'a disposed tensor',
      '() => { const t = tf.ones([1]); t.dispose(); return t }',
      matrix,
      'a tf.Tensor',
      'a tf.Tensor that was disposed',
      'disposed',
    ],
    [
      'a missing field',
      '() => ({ output: 1 })',
      { kind: 'record', fields: { output: number, weights: matrix } },
      'a tf.Tensor',
      'an object with the fields output',
      'missingField',
    ],
    [
      'text for a truth',
      `() => 'yes'`,
      { kind: 'boolean' },
      'true or false',
      'the string "yes"',
      null,
    ],
  ])('%s', async (_, body, returns, expected, found, cause) => {
    const source = `${tf}export const solve = ${body}`
    expect(await outcome({ source, returns })).toMatchObject({
      kind: 'misfit',
      misfit: { expected, found, cause },
    })
  })

  test('says where it stands in a result of several parts', async () => {
    const returns: ValueType = { kind: 'list', of: { kind: 'record', fields: { w: matrix } } }
    const source = `${tf}export const solve = () => [{ w: tf.ones([1, 1]) }, { w: 1 }]`
    expect(await outcome({ source, returns })).toMatchObject({ misfit: { path: [1, 'w'] } })
  })

  test('another dtype is told apart from another type', async () => {
    const source = `${tf}export const solve = () => tf.ones([1, 1], 'int32')`
    expect(await outcome({ source, returns: matrix })).toMatchObject({
      kind: 'wrongDtype',
      expected: 'float32',
      found: 'int32',
    })
  })

  test('more elements than allowed are too much output', async () => {
    const source = `${tf}export const solve = () => tf.ones([400, 400])`
    expect(await outcome({ source, returns: matrix })).toMatchObject({
      kind: 'tooMuchOutput',
      what: 'result',
    })
  })
})

describe('code that throws', () => {
  test('is shown with its own line', async () => {
    const source = `// one\nconst fail = (): never => {\n  throw new TypeError('no such head')\n}\nexport const solve = () => fail()`
    expect(await outcome({ source, returns: number })).toMatchObject({
      kind: 'threw',
      name: 'TypeError',
      message: 'no such head',
      while: 'calling',
      place: { line: 3, column: 9, lineText: `  throw new TypeError('no such head')` },
    })
  })

  test('is shown with its own line when the library threw', async () => {
    const source = `${tf}export const solve = () =>\n  tf.ones([2, 3]).matMul(tf.ones([2, 3]))`
    const ended = await outcome({ source, returns: matrix })
    expect(ended).toMatchObject({ kind: 'threw', place: { line: 3 } })
    expect(ended.kind === 'threw' && ended.message).toContain('inner shapes')
  })

  test('while loading says so', async () => {
    const source = `const x: number[] = undefined as never\nexport const solve = () => 1\nx.length`
    expect(await outcome({ source, returns: number })).toMatchObject({
      kind: 'threw',
      while: 'loading',
      place: { line: 3 },
    })
  })

  test('with something that is no error', async () => {
    const source = `export const solve = () => { throw 'x' }`
    expect(await outcome({ source, returns: number })).toMatchObject({
      kind: 'threw',
      message: 'the string "x"',
      place: null,
    })
  })

  test('what a promise rejects with, and nobody handles, does not replace the result', async () => {
    const source = `export function solve() { void Promise.reject(new Error('late')); return 1 }`
    expect(await valueOf({ source, returns: number })).toBe(1)
  })

  test('the stub is not implemented', async () => {
    const source = `export function solve(): number { throw new Error('not implemented') }`
    expect(await outcome({ source, returns: number })).toMatchObject({ kind: 'notImplemented' })
  })

  test('an export that is no function is named with its type', async () => {
    const source = `export const solve = 5`
    expect(await outcome({ source, returns: number })).toMatchObject({
      kind: 'missingExport',
      found: ['solve'],
      foundType: 'the number 5',
    })
  })
})

describe('a forbidden operation', () => {
  test.each([
    ['as a function', 'tf.softmax(x)'],
    ['as a method', 'x.softmax()'],
  ])('is recognised %s, with its line', async (_, expression) => {
    const source = `${tf}export const solve = (x: tf.Tensor) =>\n  ${expression}`
    const submission = {
      source,
      parameters: [['x', matrix]] as const,
      returns: matrix,
      forbids: ['softmax'],
    }
    expect(await outcome(submission, float32([1, 1], [1]))).toMatchObject({
      kind: 'forbidden',
      operation: 'softmax',
      place: { line: 3 },
    })
  })

  test('is recognised in a group that is forbidden as a whole', async () => {
    const source = `${tf}export const solve = (x: tf.Tensor) =>\n  tf.losses.huberLoss(x, x)`
    const submission = { source, parameters: [['x', matrix]] as const, returns: number }
    const given = float32([1, 1], [1])
    expect(await outcome({ ...submission, forbids: ['losses'] }, given)).toMatchObject({
      ...{ kind: 'forbidden', operation: 'losses.huberLoss', place: { line: 3 } },
    })
  })

  test('leaves the others alone, and other submissions too', async () => {
    const source = `${tf}export const solve = () => tf.softmax(tf.ones([1, 1])).add(1)`
    const submission = { source, returns: matrix }
    await outcome({ ...submission, forbids: ['softmax'] })
    expect(await valueOf({ ...submission, forbids: ['relu'] })).toEqual(float32([1, 1], [2]))
  })
})

describe('inputs', () => {
  test('that were changed are named', async () => {
    const source = `
      export function solve(x: number[][], y: number[], z: { dataSync(): Float32Array }) {
        x[0][0] = 9
        y.slice().reverse()
        z.dataSync()[0] = 9
        return 1
      }`
    const parameters = [
      ['x', rows],
      ['y', vector],
      ['z', matrix],
    ] as const
    const inputs = [float64([1, 2], [1, NaN]), float64([2], [1, 2]), float32([1, 1], [1])]
    expect(await outcome({ source, parameters, returns: number }, ...inputs)).toMatchObject({
      kind: 'returned',
      changedInputs: ['x', 'z'],
    })
  })

  test('are fresh in every call', async () => {
    const source = `export function solve(x: number[]) { x.push(1); return x.length }`
    const ended = await outcomes(
      { source, parameters: [['x', vector]], returns: number },
      [float64([1], [1])],
      [float64([2], [1, 1])],
    )
    expect(ended.map((one) => one.kind === 'returned' && one.value)).toEqual([2, 3])
  })
})

test('64 calls with large tensors do not pile up', async () => {
  const source = `${tf}export const solve = () => { for (let i = 0; i < 8; i++) tf.ones([512, 512]); return 1 }`
  // Each call makes 8 MB; all together, 512 MB. What is let go is given back, and not kept for later.
  const submission = { source, returns: number, limits: { megabytes: 96 } }
  const ended = await outcomes(submission, ...Array.from({ length: 64 }, () => []))
  expect(new Set(ended.map((one) => one.kind))).toEqual(new Set(['returned']))
})

test('a call on a sandbox that was closed is a fault of the caller', async () => {
  const sandbox = await open({ source: 'export const solve = () => 1', returns: number })
  sandbox.close()
  sandbox.close()
  await expect(sandbox.call([], 1)).rejects.toThrow(SandboxFault)
})

describe('the layers', () => {
  test('hold on this machine, by the grader’s own test', async () => {
    await selfTest(pool)
  })

  test('refuse everything to code that has left the isolate', async () => {
    expect(await pool.afterEscape()).toEqual([])
  })

  test('are all named, with a reason', () => {
    expect(pool.layers.map((layer) => layer.name)).toEqual([
      'isolate',
      'process',
      'permissions',
      'rlimits',
      'network',
      'user',
      'privileges',
      'memoryWatch',
    ])
    expect(pool.layers.every((layer) => layer.reason !== '')).toBe(true)
  })

  test('that are required but unknown stop the start', async () => {
    await expect(createPool({ size: 1, require: ['moat'] })).rejects.toThrow(
      /"moat"; there are isolate/,
    )
  })
})

/** Processes of a sandbox whose programs lie in `folder`, also when their grader is gone. */
function childrenIn(folder: string): Process[] {
  return allProcesses().filter(({ command }) => command.includes(folder))
}

test('a child cannot signal the grader or another child through its process group', async () => {
  if (process.platform !== 'linux') return
  const folder = mkdtempSync(join(tmpdir(), 'attendant-group-'))
  const small = await createPool({ size: 2, folder })
  try {
    const groups = childrenIn(folder).map(({ group }) => group)
    const own = allProcesses().find(({ pid }) => pid === process.pid)!
    expect(groups.length).toBeGreaterThan(0)
    expect(groups).not.toContain(own.group)
    expect(new Set(groups).size).toBe(2)
  } finally {
    await small.close()
    rmSync(folder, { recursive: true })
  }
})

test('when the grader is killed, its children die with it, even one that is stuck in native code', async () => {
  if (process.platform !== 'linux') return
  const program = fileURLToPath(new URL('../hostile/stuck-grader.ts', import.meta.url))
  const grader = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [folder] = (await once(grader.stdout, 'data')) as [Buffer]
  expect(childrenIn(folder.toString()).length).toBeGreaterThan(0)
  grader.kill('SIGKILL')
  const deadline = Date.now() + 10_000
  while (childrenIn(folder.toString()).length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(childrenIn(folder.toString())).toEqual([])
  rmSync(folder.toString(), { recursive: true })
})
