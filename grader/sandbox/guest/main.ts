/**
 * The part of the sandbox that lives in the isolate, in the same realm as the student's code.
 *
 * The child process holds `guest`. The realm serves one submission; between two calls it must prove
 * that it is as it was, else it is thrown away.
 */
import type { Layout } from '../wire.ts'
import { hasChanged, toArgument } from './inputs.ts'
import {
  apply,
  bare,
  bareList,
  Bytes,
  ErrorClass,
  evaluate,
  freeze,
  getOwnPropertyDescriptor,
  isInstance,
  MapClass,
  mapGet,
  mapSet,
  ownKeys,
  parseJson,
  push,
  RangeErrorClass,
  sliceText,
  toJson,
  toText,
} from './primordials.ts'
import { startPrinting, studentConsole, whatWasPrinted } from './print.ts'
import { rehearsal } from './rehearsal.ts'
import type { GuestCall, GuestProgram, GuestReply } from './protocol.ts'
import { readResult } from './result.ts'
import { isUntouched, seal } from './seal.ts'
import {
  closeLibrary,
  forbiddenBy,
  forgetTensors,
  library,
  namespaceWithout,
  tensorMethods,
} from './tensorflow.ts'
import { foundWords } from './words.ts'
import { furnish, seedRandom } from './world.ts'

furnish(globalThis)
Object.defineProperty(globalThis, 'console', {
  value: studentConsole,
  writable: true,
  configurable: true,
})
// Errors thrown deep inside the library must still show the student's line.
ErrorClass.stackTraceLimit = 50
const { roots, closed } = closeLibrary()
seal(globalThis, [library, ...roots], [tensorMethods, ...closed])
// What the library kept until here is frozen with it.
forgetTensors()

let program: GuestProgram
let tensorflow: object
let phase: 'loading' | 'calling' = 'loading'
let lastAnswer: [string, ArrayBuffer] | null = null

/** Takes the program in. Once per realm: the library is complete, and frozen, from then on. */
function prepare(json: string): void {
  program = parseJson(json) as GuestProgram
  tensorflow = namespaceWithout(program.forbids)
}

/** Plays a call of ours, so that the first ones of a student's find everything compiled. */
function rehearse(): void {
  program = rehearsal.program
  tensorflow = library
  call(rehearsal.call, new Bytes(rehearsal.bytes))
  renew()
}

/** Loads the student's module and calls its function once. Gives a GuestReply as JSON, and its bytes. */
function call(json: string, bytes: ArrayBuffer): [string, ArrayBuffer] {
  phase = 'loading'
  lastAnswer = null
  const { seed, inputs } = parseJson(json) as GuestCall
  startPrinting(program.consoleCharacters)
  seedRandom(seed)
  const given = program.parameters.map(({ type }, position) =>
    toArgument(type, inputs[position] as Layout, bytes),
  )
  const { reply, resultBytes } = run(inputs, bytes, given)
  const { console, consoleCut } = whatWasPrinted()
  lastAnswer = [toJson(bare({ reply, console, consoleCut })), resultBytes]
  return lastAnswer
}

/**
 * What the last call gave. A promise that the student's code rejects and nobody handles takes the
 * place of a call's result on its way out of the isolate.
 */
function answer(): [string, ArrayBuffer] | null {
  return lastAnswer
}

interface Ran {
  readonly reply: GuestReply
  readonly resultBytes: ArrayBuffer
}

function run(inputs: readonly Layout[], bytes: ArrayBuffer, given: readonly unknown[]): Ran {
  const resultBytes = new Bytes(0)
  try {
    const loaded = load()
    if (loaded.solution === null) return { reply: loaded.reply, resultBytes }
    phase = 'calling'
    const result = apply(loaded.solution, undefined, given)
    const reading = readResult(program.returns, result, program.maxElements)
    if (reading.kind !== 'returned') return { reply: reading, resultBytes }
    const { value } = reading
    const changedInputs = changedAmong(inputs, bytes, given)
    const reply: GuestReply = bare({ kind: 'returned', value, changedInputs })
    return { reply, resultBytes: reading.bytes }
  } catch (error) {
    return { reply: describeError(error), resultBytes }
  }
}

/** The student's function from a fresh evaluation of the module, or what to say instead. */
function load():
  { solution: (...given: unknown[]) => unknown } | { solution: null; reply: GuestReply } {
  const loadedModules = new MapClass<string, unknown>()
  const requireModule = (specifier: unknown): unknown => {
    if (specifier === '@tensorflow/tfjs-core' || specifier === '@tensorflow/tfjs') return tensorflow
    const name = toText(specifier)
    const source = getOwnPropertyDescriptor(program.modules, name)?.value as unknown
    if (typeof source !== 'string') throw new ErrorClass(`"${name}" cannot be imported here`)
    const before = mapGet(loadedModules, name)
    if (before !== undefined) return before
    const loaded = evaluateModule(source, name, requireModule)
    mapSet(loadedModules, name, loaded)
    return loaded
  }
  const exported = evaluateModule(program.javascript, 'submission', requireModule)
  const solution = (exported as Record<string, unknown>)[program.functionName]
  if (typeof solution === 'function') {
    return { solution: solution as (...given: unknown[]) => unknown }
  }
  const foundType =
    solution === undefined ? null : sliceText(foundWords(solution), 0, maxMessageLength)
  const reply: GuestReply = bare({ kind: 'missingExport', found: namesIn(exported), foundType })
  return { solution: null, reply }
}

function evaluateModule(
  source: string,
  name: string,
  requireModule: (specifier: unknown) => unknown,
): unknown {
  const wrapped = `(function (exports, require, module) {"use strict";\n${source}\n})\n//# sourceURL=${name}.js`
  const start = evaluate(wrapped) as (...given: unknown[]) => void
  const module = { exports: {} as unknown }
  start(module.exports, requireModule, module)
  return module.exports
}

const maxNames = 20

function namesIn(exported: unknown): string[] {
  const names = bareList<string>()
  if (typeof exported !== 'object' || exported === null) return names
  const keys = ownKeys(exported)
  for (let position = 0; position < keys.length && names.length < maxNames; position++) {
    const key = keys[position]
    if (typeof key === 'string' && key !== '__esModule') push(names, sliceText(key, 0, 60))
  }
  return names
}

function changedAmong(
  inputs: readonly Layout[],
  bytes: ArrayBuffer,
  given: readonly unknown[],
): string[] {
  const names = bareList<string>()
  for (let position = 0; position < program.parameters.length; position++) {
    const { name, type } = program.parameters[position] as GuestProgram['parameters'][number]
    if (hasChanged(type, inputs[position] as Layout, bytes, given[position])) push(names, name)
  }
  return names
}

const maxNameLength = 100
const maxMessageLength = 2_000
const maxStackLength = 20_000
/** A longer message than this is not an explanation. */
const absurdMessageLength = 1_000_000

function describeError(error: unknown): GuestReply {
  const at = phase
  try {
    return readError(error, at)
  } catch {
    const message = 'what was thrown cannot be shown: reading it throws again'
    return bare({ kind: 'threw', name: 'Thrown', message, stack: '', while: at })
  }
}

function readError(error: unknown, at: typeof phase): GuestReply {
  if (!isInstance(ErrorClass, error)) {
    const message = sliceText(foundWords(error), 0, maxMessageLength)
    return bare({ kind: 'threw', name: 'Thrown', message, stack: '', while: at })
  }
  const { name, message } = error as { name: unknown; message: unknown }
  const text = typeof message === 'string' ? message : ''
  if (text.length > absurdMessageLength) return bare({ kind: 'tooMuchOutput', what: 'error' })
  if (text === 'not implemented') return bare({ kind: 'notImplemented' })
  if (isInstance(RangeErrorClass, error) && text === 'Array buffer allocation failed') {
    return bare({ kind: 'outOfMemory' })
  }
  const { stack } = error as { stack: unknown }
  const trace = typeof stack === 'string' ? sliceText(stack, 0, maxStackLength) : ''
  const operation = forbiddenBy(error)
  if (operation !== null) return bare({ kind: 'forbidden', operation, stack: trace })
  return bare({
    kind: 'threw',
    name: typeof name === 'string' ? sliceText(name, 0, maxNameLength) : 'Error',
    message: sliceText(text, 0, maxMessageLength),
    stack: trace,
    while: at,
  })
}

/** Whether this realm may serve another call; if so, it is ready for it. Runs after all the student's callbacks did. */
function renew(): boolean {
  if (!isUntouched()) return false
  forgetTensors()
  return true
}

/** What the child process holds. */
export const guest = freeze({ rehearse, prepare, call, answer, renew, phase: () => phase })
