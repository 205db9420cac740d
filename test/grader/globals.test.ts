/**
 * What a student's code finds around it is a list that somebody has looked through. When a new version
 * of Node or isolated-vm brings another name, this fails: decide whether it reads, waits, measures or
 * keeps anything (then it belongs among those that `guest/world.ts` takes away), and write it down here.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { compile } from '../../grader/compile.ts'
import type { SandboxPool } from '../../grader/sandbox/outcome.ts'
import { createPool } from '../../grader/sandbox/pool.ts'

let pool: SandboxPool
beforeAll(async () => {
  pool = await createPool({ size: 1 })
})
afterAll(() => pool.close())

const globals = `AggregateError Array ArrayBuffer AsyncDisposableStack BigInt BigInt64Array BigUint64Array Boolean DataView
  Date DisposableStack Error EvalError Float16Array Float32Array Float64Array Function Infinity Int16Array
  Int32Array Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect
  RegExp Set String SuppressedError Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array
  Uint8ClampedArray WeakMap WeakSet console decodeURI decodeURIComponent encodeURI encodeURIComponent escape
  eval globalThis isFinite isNaN parseFloat parseInt undefined unescape`

const holders = [
  `ArrayBuffer Symbol(Symbol.species) Symbol(Symbol.toStringTag) byteLength constructor detached isView
    length maxByteLength name prototype resizable slice`,
  `Error captureStackTrace constructor isError length message name name prototype stackTraceLimit toString`,
  `Function Symbol(Symbol.hasInstance) apply arguments bind call caller constructor length length name name
    prototype toString`,
  `Promise Symbol(Symbol.species) Symbol(Symbol.toStringTag) all allSettled any catch constructor finally
    length name prototype race reject resolve then try withResolvers`,
  `Symbol Symbol(Symbol.toPrimitive) Symbol(Symbol.toStringTag) asyncDispose asyncIterator constructor
    description dispose for hasInstance isConcatSpreadable iterator keyFor length match matchAll name
    prototype replace search species split toPrimitive toString toStringTag unscopables valueOf`,
  `Date Symbol(Symbol.toPrimitive) UTC constructor getDate getDay getFullYear getHours getMilliseconds
    getMinutes getMonth getSeconds getTime getTimezoneOffset getUTCDate getUTCDay getUTCFullYear getUTCHours
    getUTCMilliseconds getUTCMinutes getUTCMonth getUTCSeconds getYear length name now parse prototype
    setDate setFullYear setHours setMilliseconds setMinutes setMonth setSeconds setTime setUTCDate
    setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds setYear
    toDateString toGMTString toISOString toJSON toLocaleDateString toLocaleString toLocaleTimeString toString
    toTimeString toUTCString valueOf`,
  `$& $' $+ $1 $2 $3 $4 $5 $6 $7 $8 $9 $_ $\` RegExp Symbol(Symbol.match) Symbol(Symbol.matchAll)
    Symbol(Symbol.replace) Symbol(Symbol.search) Symbol(Symbol.species) Symbol(Symbol.split) compile
    constructor dotAll escape exec flags global hasIndices ignoreCase input lastMatch lastParen leftContext
    length multiline name prototype rightContext source sticky test toString unicode unicodeSets`,
  `console debug error info log table warn`,
]

/** What the expression gives inside, as text. */
async function inside(expression: string): Promise<string> {
  const signature = { name: 'look', parameters: [], returns: { kind: 'string' } } as const
  const source = `export const look = () => String(${expression})`
  const compiled = await compile(source, { signature, buildsOn: [], forbids: [] }, {})
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.finding))
  const limits = { milliseconds: 10_000, megabytes: 128, elements: 10, consoleCharacters: 10 }
  const sandbox = await pool.open(compiled.program, limits)
  try {
    const outcome = await sandbox.call([], 1)
    if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome))
    return outcome.value as string
  } finally {
    sandbox.close()
  }
}

test('the global names are those that we know', async () => {
  const names = await inside("Reflect.ownKeys(globalThis).map(String).sort().join(' ')")
  expect(names.split(' ')).toEqual(globals.split(/\s+/))
})

test('what hangs on the names that can do most is what we know', async () => {
  const names = 'ArrayBuffer, Error, Function, Promise, Symbol, Date, RegExp, console'
  const list = await inside(
    `Object.entries({ ${names} }).map(([name, one]) =>
       [name, ...Reflect.ownKeys(one), ...Reflect.ownKeys(one.prototype ?? {})].map(String).sort().join(' ')
     ).join('\\n')`,
  )
  expect(list.split('\n')).toEqual(holders.map((line) => line.replaceAll(/\s+/g, ' ')))
})
