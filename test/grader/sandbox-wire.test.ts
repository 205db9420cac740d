/**
 * What a child that is no longer ours may write: the host answers with an outcome, whatever it is, and
 * never throws, waits for ever or keeps what was written.
 */
import { afterEach, describe, expect, test } from '@jest/globals'
import { frameReader, writeFrame, type Frame } from '../../grader/sandbox/frames.ts'
import {
  SandboxFault,
  type Limits,
  type Outcome,
  type Program,
} from '../../grader/sandbox/outcome.ts'
import { SandboxProcess } from '../../grader/sandbox/process.ts'
import { openSandbox } from '../../grader/sandbox/sandbox.ts'
import { pack, unpack, type Layout } from '../../grader/sandbox/wire.ts'
import type { Value, ValueType } from '../../reference/value.ts'

const limits: Limits = {
  // Of a child that says nothing, the host gives up after twice this and a second.
  milliseconds: 500,
  megabytes: 512,
  elements: 1000,
  consoleCharacters: 100,
}
const startMilliseconds = 30_000
const vector: ValueType = { kind: 'array', dtype: 'float64', axes: ['N'] }
const list: ValueType = { kind: 'list', of: { kind: 'number' } }

/** A child's program: it is ready, and does `act` with the number of each call, from 0. */
function impostor(act: string): string {
  return `
    const frame = (header, bytes = Buffer.alloc(0)) => {
      const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
      const prefix = Buffer.alloc(8)
      prefix.writeUInt32LE(text.length, 0)
      prefix.writeUInt32LE(bytes.length, 4)
      return Buffer.concat([prefix, text, bytes])
    }
    const write = (...pieces) => process.stdout.write(Buffer.concat(pieces))
    const reply = (reply, bytes) => {
      const json = JSON.stringify({ console: '', consoleCut: false, reply })
      return frame({ kind: 'reply', reply: json }, bytes)
    }
    const returned = (value, bytes) => reply({ kind: 'returned', value, changedInputs: [] }, bytes)
    const numbers = (...values) => Buffer.from(Float64Array.from(values).buffer)
    const tensor = (shape, offset = 0) => ({ kind: 'tensor', dtype: 'float64', shape, offset })
    const right = () => returned(tensor([2]), numbers(1, 2))
    const act = (call) => { ${act} }
    let waiting = Buffer.alloc(0)
    let calls = 0
    process.stdin.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, chunk])
      while (waiting.length >= 8) {
        const header = waiting.readUInt32LE(0)
        const end = 8 + header + waiting.readUInt32LE(4)
        if (waiting.length < end) return
        const { kind } = JSON.parse(waiting.toString('utf8', 8, 8 + header))
        waiting = waiting.subarray(end)
        if (kind === 'call') act(calls++)
      }
    })
    process.stdin.on('close', () => process.exit())
    write(frame({ kind: 'ready' }))`
}

let child: SandboxProcess | null = null
afterEach(async () => {
  child?.kill()
  await child?.gone
  child = null
})

/** The outcomes of so many calls of a child that does `act` in each. */
async function outcomes(act: string, returns: ValueType = vector, calls = 1): Promise<Outcome[]> {
  child = new SandboxProcess({ file: process.execPath, args: ['-e', impostor(act)] })
  expect(await child.next(startMilliseconds)).toMatchObject({ message: { kind: 'ready' } })
  const program: Program = {
    javascript: '',
    modules: {},
    functionName: 'solve',
    parameters: [],
    returns,
    forbids: [],
    place: () => null,
  }
  const sandbox = openSandbox(child, program, limits)
  const all: Outcome[] = []
  for (let call = 0; call < calls; call++) {
    all.push(await sandbox.call([], call))
    // Time for what a child says without being asked.
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return all
}

async function outcome(act: string, returns?: ValueType): Promise<Outcome> {
  return (await outcomes(act, returns))[0]!
}

test('a child that answers as ours does is understood', async () => {
  const value = { dtype: 'float64', shape: [2], values: Float64Array.of(1, 2) }
  expect(await outcomes('write(right())', vector, 2)).toMatchObject([
    { kind: 'returned', value },
    { kind: 'returned', value },
  ])
})

describe('a crash of the sandbox is', () => {
  const deep = `'{"kind":"list","items":['.repeat(100000) + ']}'.repeat(100000)`
  const wrapped = (json: string) =>
    `'{"console":"","consoleCut":false,"reply":{"kind":"returned","changedInputs":[],"value":' + ${json} + '}}'`
  test.each<[string, string, ValueType?]>([
    ['a header that is no JSON', `write(frame('hello'))`],
    ['an empty frame', `write(Buffer.alloc(8))`],
    ['a header that is a list', `write(frame('[]'))`],
    ['a header of a kind that does not exist', `write(frame({ kind: 'passed' }))`],
    ['a header in broken UTF-8', `write(frame('x').fill(255, 8))`],
    ['a message that is ours, but no answer', `write(frame({ kind: 'ready' }))`],
    ['a reply that is no JSON', `write(frame({ kind: 'reply', reply: '{' }))`],
    ['a reply that is null', `write(frame({ kind: 'reply', reply: 'null' }))`],
    ['a reply of a kind that does not exist', `write(reply({ kind: 'passed' }))`],
    ['a reply without a value', `write(returned())`],
    [
      'a number where an array is due',
      `write(returned({ kind: 'number', offset: 0 }, numbers(1)))`,
    ],
    ['another dtype', `write(returned({ ...tensor([2]), dtype: 'int32' }, numbers(1, 2)))`],
    [
      'a dtype that is a property of every object',
      `write(returned({ ...tensor([2]), dtype: 'constructor' }))`,
    ],
    ['elements past the end', `write(returned(tensor([3]), numbers(1, 2)))`],
    ['an offset past the end', `write(returned(tensor([1], 800), numbers(1, 2)))`],
    ['an offset that is negative', `write(returned(tensor([1], -8), numbers(1, 2)))`],
    ['an offset between two elements', `write(returned(tensor([1], 4), numbers(1, 2)))`],
    ['an offset that is no number', `write(returned(tensor([1], '0'), numbers(1, 2)))`],
    ['an offset beyond whole numbers', `write(returned(tensor([1], 2 ** 60), numbers(1, 2)))`],
    ['a size that is negative', `write(returned(tensor([-2]), numbers(1, 2)))`],
    ['a size that is a fraction', `write(returned(tensor([0.5, 4]), numbers(1, 2)))`],
    ['more elements than allowed', `write(returned(tensor([1001]), numbers(1)))`],
    [
      'sizes whose product is beyond all numbers',
      `write(returned(tensor(Array(8).fill(2 ** 52)), numbers(1)))`,
    ],
    ['nine axes', `write(returned(tensor(Array(9).fill(1)), numbers(1)))`],
    [
      'a list of other things',
      `write(returned({ kind: 'list', items: [tensor([1])] }, numbers(1)))`,
      list,
    ],
    [
      'a text too long',
      `write(returned({ kind: 'string', value: 'x'.repeat(100001) }))`,
      { kind: 'string' },
    ],
    [
      'a path without end',
      `write(reply({ kind: 'misfit', misfit: { path: Array(1000).fill(0), expected: '', found: '', cause: null } }))`,
    ],
    [
      'names without end',
      `write(reply({ kind: 'missingExport', found: Array(1000).fill('x'), foundType: null }))`,
    ],
    ['a value nested 100,000 deep', `write(frame({ kind: 'reply', reply: ${wrapped(deep)} }))`],
    [
      'brackets nested 100,000 deep',
      `write(frame({ kind: 'reply', reply: ${wrapped(`'['.repeat(100000) + ']'.repeat(100000)`)} }))`,
    ],
    ['the end of the child', `process.exit(0)`],
    [
      'half a frame, and the end',
      `write(right().subarray(0, 20)); process.stdout.write('', () => process.exit(0))`,
    ],
  ])('%s', async (...[, act, returns]) => {
    expect(await outcome(act, returns)).toMatchObject({ kind: 'crashed', console: '' })
    await child!.gone
  })
})

describe('what is announced too large ends the child before it is read:', () => {
  test.each([
    ['four gigabytes of header', 'Buffer.alloc(8, 255)'],
    ['more bytes than elements allow', `frame('{}', Buffer.alloc(16001))`],
    ['five megabytes of header', `frame(' '.repeat(5 << 20))`],
    [
      '200,000 items',
      `returned({ kind: 'list', items: Array(200000).fill({ kind: 'number', offset: 0 }) }, numbers(1))`,
    ],
  ])('%s', async (_, frame) => {
    expect(await outcome(`write(${frame})`, list)).toMatchObject({ kind: 'tooMuchOutput' })
    await child!.gone
  })
})

describe('a child that is silent', () => {
  test.each([
    ['altogether', ''],
    ['after half a frame', 'write(right().subarray(0, 20))'],
    ['but for a byte now and then', `setInterval(() => write(Buffer.alloc(1)), 20)`],
    [
      'and talks on the other pipe',
      `setInterval(() => process.stderr.write('x'.repeat(60000)), 5)`,
    ],
  ])('%s is given up and killed', async (_, act) => {
    const [answer] = await outcomes(act)
    expect(['timedOut', 'crashed', 'tooMuchOutput']).toContain(answer!.kind)
    await child!.gone
  })
})

describe('who speaks unasked is killed, and what was said does not count', () => {
  test.each([
    ['two replies at once', 'write(right(), right())'],
    ['a reply and the news that it is ready', `write(right(), frame({ kind: 'ready' }))`],
    ['replies without end', 'write(right()); setInterval(() => write(right()), 1)'],
  ])('%s', async (_, act) => {
    const [first, second] = await outcomes(act, vector, 2)
    expect(first).toMatchObject({ kind: 'returned' })
    expect(second).toMatchObject({ kind: 'crashed' })
    await child!.gone
  })
})

test('a child that ends between two calls has crashed: that is no fault of the grader', async () => {
  const act = `process.stdout.write(right(), () => process.exit(0))`
  const [first, second] = await outcomes(act, vector, 2)
  expect(first).toMatchObject({ kind: 'returned' })
  expect(second).toMatchObject({ kind: 'crashed' })
})

test('a sandbox whose child was given up is closed', async () => {
  await expect(outcomes(`write(frame('hello'))`, vector, 2)).rejects.toThrow(SandboxFault)
})

test('printed text is cut again outside', async () => {
  const act = `
    const json = { console: '\\ud800' + 'x'.repeat(5000), consoleCut: false }
    const value = { kind: 'returned', value: tensor([0]), changedInputs: ['__proto__'] }
    write(frame({ kind: 'reply', reply: JSON.stringify({ ...json, reply: value }) }))`
  const answer = await outcome(act)
  expect(answer).toMatchObject({ kind: 'returned', changedInputs: ['__proto__'] })
  expect(answer.console).toHaveLength(limits.consoleCharacters)
})

test('a NaN is a NaN, whatever stands in its other bits', async () => {
  const act = `write(returned(tensor([2]), Buffer.from('010000000000f47f01000000000000ff', 'hex')))`
  const answer = await outcome(act)
  const { values } = (answer as { value: { values: Float64Array } }).value
  expect(values[0]).toBeNaN()
  expect(answer).toMatchObject({ kind: 'returned' })
})

describe('a record with names that every object has', () => {
  const fields = { ['__proto__']: { kind: 'number' }, constructor: { kind: 'number' } } as const
  const record: ValueType = { kind: 'record', fields }
  const items = `[{ kind: 'number', offset: 0 }, { kind: 'number', offset: 8 }]`

  test('is a record of those', async () => {
    const names = `['__proto__', 'constructor']`
    const act = `write(returned({ kind: 'record', names: ${names}, items: ${items} }, numbers(1, 2)))`
    const { value } = (await outcome(act, record)) as { value: Value }
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
  })

  test.each([`['__proto__']`, `['constructor', '__proto__']`, `['__proto__', '__proto__']`, `[]`])(
    'has them all, in order, not %s',
    async (names) => {
      const act = `write(returned({ kind: 'record', names: ${names}, items: ${items} }, numbers(1, 2)))`
      expect(await outcome(act, record)).toMatchObject({ kind: 'crashed' })
    },
  )
})

test('a value that was read has memory of its own', () => {
  const { layouts, bytes } = pack([{ dtype: 'float64', shape: [2], values: Float64Array.of(1, 2) }])
  const value = unpack(layouts[0] as Layout, bytes, 10)
  bytes.fill(255)
  expect(value).toEqual({ dtype: 'float64', shape: [2], values: Float64Array.of(1, 2) })
})

describe('frames', () => {
  const limited = () => ({ header: 100, bytes: 100 })

  test('come out whole, in whatever pieces they arrive', () => {
    const frames: Frame[] = []
    const read = frameReader(limited, (frame) => frames.push(frame))
    const sent = ['{}', '"✓"', ''].map((header, at) => ({ header, bytes: new Uint8Array(at) }))
    const stream = Buffer.concat(sent.map(writeFrame))
    for (const byte of stream) read(Buffer.of(byte))
    read(stream)
    expect(frames.map(({ header, bytes }) => [header, bytes.length])).toEqual([
      ...[
        ['{}', 0],
        ['"✓"', 1],
        ['', 2],
      ],
      ...[
        ['{}', 0],
        ['"✓"', 1],
        ['', 2],
      ],
    ])
  })

  test('are refused by what they announce, before anything of it is there', () => {
    const read = frameReader(limited, () => undefined)
    const announced = Buffer.alloc(8)
    announced.writeUInt32LE(101, 4)
    expect(() => read(announced)).toThrow(RangeError)
  })
})
