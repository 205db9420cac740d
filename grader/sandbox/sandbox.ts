/** A child bound to one submission: calls go in, outcomes come out. */
import { z } from 'zod'
import type { SourcePlace } from '../report.ts'
import type { FrameLimits } from './frames.ts'
import type { GuestCall, GuestProgram } from './guest/protocol.ts'
import { SandboxFault, type Limits, type Outcome, type Program, type Sandbox } from './outcome.ts'
import type { Answer, Death, SandboxProcess } from './process.ts'
import { fitsType, pack, unpack, UntrustedLayout } from './wire.ts'

const text = z.string().max(25_000)
const path = z.array(z.union([text, z.number().int().nonnegative()])).max(50)
const names = z.array(text).max(100)
const phase = z.enum(['loading', 'calling'])

/** What comes out of the isolate. The guest is ours, but it shares its realm with a student's code. */
const UntrustedReply = z.object({
  console: z.string(),
  consoleCut: z.boolean(),
  reply: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('returned'),
      value: UntrustedLayout,
      changedInputs: names,
    }),
    z.object({
      kind: z.literal('misfit'),
      misfit: z.object({
        path,
        expected: text,
        found: text,
        cause: z
          .enum([
            'undefined',
            'promise',
            'function',
            'disposed',
            'ragged',
            'element',
            'missingField',
          ])
          .nullable(),
      }),
    }),
    z.object({
      kind: z.literal('wrongDtype'),
      path,
      expected: z.enum(['float32', 'float64', 'int32', 'bool']),
      found: text,
    }),
    z.object({ kind: z.literal('threw'), name: text, message: text, stack: text, while: phase }),
    z.object({ kind: z.literal('forbidden'), operation: text, stack: text }),
    z.object({ kind: z.literal('notImplemented') }),
    z.object({
      kind: z.literal('missingExport'),
      found: names,
      foundType: text.nullable(),
    }),
    z.object({ kind: z.literal('outOfMemory') }),
    z.object({ kind: z.literal('tooMuchOutput'), what: z.enum(['result', 'error']) }),
  ]),
})

type Printed = Pick<Outcome, 'console' | 'consoleCut' | 'milliseconds'>

/** Outcomes after which a child is of no more use. */
const fatal: readonly Outcome['kind'][] = ['timedOut', 'outOfMemory', 'crashed']

/** What earlier calls have let go of may take up so much of the limit before a child is worn. */
const wornShare = 1 / 4

/** Binds `process`, which must be ready, to a program. */
export function openSandbox(process: SandboxProcess, program: Program, limits: Limits): Sandbox {
  const { javascript, modules, functionName, parameters, returns, forbids } = program
  const guestProgram: GuestProgram = {
    javascript,
    modules,
    functionName,
    parameters,
    returns,
    forbids,
    maxElements: limits.elements,
    consoleCharacters: limits.consoleCharacters,
  }
  process.startMemoryWatch()
  process.tell({ kind: 'program', program: JSON.stringify(guestProgram) })
  const answer: FrameLimits = {
    header: limits.consoleCharacters * bytesPerCharacter + bytesOfHeader,
    bytes: limits.elements * bytesPerElement,
  }

  let isClosed = false
  let isWorn = false
  let last: Promise<unknown> = Promise.resolve()
  const callNow: Sandbox['call'] = async (inputs, seed, limit = limits.milliseconds) => {
    if (isClosed) throw new SandboxFault('this sandbox was closed; open another')
    const { layouts, bytes } = pack(inputs)
    const call: GuestCall = { seed, inputs: layouts }
    const started = performance.now()
    const said = await process.ask(
      { kind: 'call', call: JSON.stringify(call), milliseconds: limit },
      bytes,
      // Later than the isolate's own limit, so that it speaks only when that one fails.
      { milliseconds: 2 * limit + 1000, megabytes: limits.megabytes, answer },
    )
    const milliseconds = performance.now() - started
    const outcome = outcomeOf(said, program, limits, milliseconds)
    isWorn = process.grownBytes() > limits.megabytes * 2 ** 20 * wornShare
    if (fatal.includes(outcome.kind)) close()
    return outcome
  }
  const close = (): void => {
    isClosed = true
    process.kill()
  }
  return {
    get isWorn() {
      return isWorn
    },
    call: (inputs, seed, milliseconds) => {
      const turn = last.then(() => callNow(inputs, seed, milliseconds))
      last = turn.catch(() => undefined)
      return turn
    },
    close,
  }
}

/** An element, and as much again to fill up to the next multiple of 8. */
const bytesPerElement = 16
/** What a header holds beside the console: texts, and for each item of a list some 60 bytes. */
const bytesOfHeader = 2 ** 22
/** A character of a string in JSON, at most. */
const bytesPerCharacter = 12

function outcomeOf(
  answer: Answer,
  program: Program,
  limits: Limits,
  milliseconds: number,
): Outcome {
  const printed = { console: '', consoleCut: false, milliseconds }
  switch (answer.kind) {
    case 'late':
      return { kind: 'timedOut', while: 'calling', ...printed }
    case 'tooMuchMemory':
      return { kind: 'outOfMemory', ...printed }
    case 'tooManyBytes':
      return { kind: 'tooMuchOutput', what: 'result', ...printed }
    case 'garbled':
      return { kind: 'crashed', signal: null, ...printed }
    case 'died':
      return { ...endOf(answer.death), ...printed }
    case 'message':
  }
  const { message, bytes } = answer
  switch (message.kind) {
    case 'timedOut':
      return { kind: 'timedOut', while: message.while, ...printed }
    case 'outOfMemory':
      return { kind: 'outOfMemory', ...printed }
    case 'reply':
      return readReply(message.reply, bytes, { program, limits, milliseconds })
    case 'broken':
    case 'ready':
    case 'cache':
      return { kind: 'crashed', signal: null, ...printed }
  }
}

/** What a child died of, by its signal and its last words. */
function endOf(
  death: Death,
):
  | { kind: 'timedOut'; while: 'calling' }
  | { kind: 'outOfMemory' }
  | { kind: 'crashed'; signal: string | null } {
  if (death.signal === 'SIGXCPU') return { kind: 'timedOut', while: 'calling' }
  if (/out of memory|allocation failed|heap limit/i.test(death.lastWords)) {
    return { kind: 'outOfMemory' }
  }
  return { kind: 'crashed', signal: death.signal }
}

function readReply(
  json: string,
  bytes: Uint8Array,
  { program, limits, milliseconds }: { program: Program; limits: Limits; milliseconds: number },
): Outcome {
  const understood = replyIn(json)
  if (understood === null) {
    return { kind: 'crashed', signal: null, console: '', consoleCut: false, milliseconds }
  }
  const { reply, ...said } = understood
  const printed: Printed = {
    console: said.console.slice(0, limits.consoleCharacters),
    consoleCut: said.consoleCut,
    milliseconds,
  }
  switch (reply.kind) {
    case 'returned':
      if (!fitsType(program.returns, reply.value)) {
        return { kind: 'crashed', signal: null, ...printed }
      }
      try {
        const value = unpack(reply.value, bytes, limits.elements)
        return { kind: 'returned', value, changedInputs: reply.changedInputs, ...printed }
      } catch {
        return { kind: 'crashed', signal: null, ...printed }
      }
    case 'threw': {
      const { stack, ...thrown } = reply
      return { ...thrown, place: placeOf(stack, program), ...printed }
    }
    case 'forbidden':
      return {
        kind: 'forbidden',
        operation: reply.operation,
        place: placeOf(reply.stack, program),
        ...printed,
      }
    default:
      return { ...reply, ...printed }
  }
}

/** Null when it is no reply of our guest: no JSON, of another form, or nested deeper than can be checked. */
function replyIn(json: string): z.infer<typeof UntrustedReply> | null {
  try {
    return UntrustedReply.parse(JSON.parse(json))
  } catch {
    return null
  }
}

/** The innermost line of the student's own file in a stack. The guest puts one line before the program. */
function placeOf(stack: string, program: Program): SourcePlace | null {
  const [, line, column] = /^ +at .*\bsubmission\.js:(\d+):(\d+)\)?$/m.exec(stack) ?? []
  if (line === undefined || column === undefined) return null
  return program.place(Math.max(1, Number(line) - 1), Number(column))
}
