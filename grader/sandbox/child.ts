/**
 * The untrusted process: one per submission, killed at the end. Bundled to plain JavaScript.
 *
 * It holds one isolate and carries bytes between it and the grader; it decides nothing. Started as
 * `node child.cjs <folder of isolated-vm> <folder of guest.js> <megabytes> <file of cached data, or nothing>`.
 */
import type * as IsolatedVm from 'isolated-vm'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { shutDoors } from './doors.ts'
import { frameReader, writeFrame, type Frame, type FrameLimits } from './frames.ts'
import type { guest } from './guest/main.ts'

/** From the grader: a program once, then calls, with the guest's own text inside. */
export type ToChild =
  | { readonly kind: 'program'; readonly program: string }
  | { readonly kind: 'call'; readonly call: string; readonly milliseconds: number }
  /** Asks for V8's cached data of the guest; other children start faster with it. */
  | { readonly kind: 'cache' }

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cache' }
  /** `reply` is the guest's text. */
  | { readonly kind: 'reply'; readonly reply: string }
  | { readonly kind: 'timedOut'; readonly while: 'loading' | 'calling' }
  | { readonly kind: 'outOfMemory' }
  | { readonly kind: 'broken'; readonly message: string }

type Guest = typeof guest

const [isolatedVmFolder, folder, megabytes, cacheName] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
]
const ivm = createRequire(join(folder, 'child.cjs'))(isolatedVmFolder) as typeof IsolatedVm

const die = (): void => void process.kill(process.pid, 'SIGKILL')
const isolate = new ivm.Isolate({ memoryLimit: Number(megabytes), onCatastrophicError: die })
const source = readFileSync(join(folder, 'guest.js'), 'utf8')
const script = isolate.compileScriptSync(source, { filename: 'guest.js', ...cached() })

function cached(): { cachedData?: IsolatedVm.ExternalCopy<ArrayBuffer> } {
  if (cacheName === '') return {}
  const data = Uint8Array.from(readFileSync(join(folder, cacheName))).buffer
  return { cachedData: new ivm.ExternalCopy(data) }
}

shutDoors()

interface Realm {
  readonly context: IsolatedVm.Context
  readonly rehearse: IsolatedVm.Reference<Guest['rehearse']>
  readonly prepare: IsolatedVm.Reference<Guest['prepare']>
  readonly call: IsolatedVm.Reference<Guest['call']>
  readonly answer: IsolatedVm.Reference<Guest['answer']>
  readonly renew: IsolatedVm.Reference<Guest['renew']>
  readonly phase: IsolatedVm.Reference<Guest['phase']>
}

function newRealm(): Realm {
  const context = isolate.createContextSync()
  const held = script.runSync(context, { reference: true }) as IsolatedVm.Reference<Guest>
  const part = <Name extends keyof Guest>(name: Name): IsolatedVm.Reference<Guest[Name]> =>
    held.getSync(name, { reference: true })
  return {
    context,
    rehearse: part('rehearse'),
    prepare: part('prepare'),
    call: part('call'),
    answer: part('answer'),
    renew: part('renew'),
    phase: part('phase'),
  }
}

const firstRealm = newRealm()
let realm: Realm | null = firstRealm
let program = ''
const noBytes = new Uint8Array(0)

function send(header: FromChild, bytes: Uint8Array = noBytes): void {
  process.stdout.write(writeFrame({ header: JSON.stringify(header), bytes }))
}

function preparedRealm(): Realm {
  if (realm) return realm
  realm = newRealm()
  realm.prepare.applySync(undefined, [program])
  return realm
}

async function call(text: string, bytes: Uint8Array, milliseconds: number): Promise<void> {
  const { call: run, answer, renew, phase, context } = preparedRealm()
  const reply = ([json, result]: [string, ArrayBuffer]): void =>
    send({ kind: 'reply', reply: json }, new Uint8Array(result))
  try {
    const input = new ivm.ExternalCopy(Uint8Array.from(bytes).buffer, { transferOut: true })
    const options = { timeout: milliseconds, result: { copy: true } } as const
    reply(await run.apply(undefined, [text, input.copyInto()], options))
  } catch (error) {
    const failed = failure(error, phase)
    const given = failed.kind === 'broken' ? soon(answer, { copy: true }) : null
    if (given) reply(given)
    else send(failed)
  }
  // The grader looks at the result meanwhile.
  if (!isolate.isDisposed && soon(renew)) return
  context.release()
  realm = null
  if (!isolate.isDisposed) preparedRealm()
}

const shortMilliseconds = 1000

/** What a function of the guest says; null when it does not say it soon. */
function soon<T>(ask: IsolatedVm.Reference<() => T>, result: { copy?: true } = {}): T | null {
  try {
    return ask.applySync(undefined, [], { timeout: shortMilliseconds, result }) as T
  } catch {
    return null
  }
}

/** What went wrong, from an error that the student's code may have made: only its text is looked at. */
function failure(error: unknown, phase: Realm['phase']): FromChild {
  const message = error instanceof Error ? error.message : 'not an error'
  if (isolate.isDisposed || message.endsWith('due to memory limit')) return { kind: 'outOfMemory' }
  if (message !== 'Script execution timed out.') {
    return { kind: 'broken', message: message.slice(0, 500) }
  }
  return { kind: 'timedOut', while: soon(phase) ?? 'calling' }
}

async function handle({ header, bytes }: Frame): Promise<void> {
  const message = JSON.parse(header) as ToChild
  switch (message.kind) {
    case 'program':
      program = message.program
      preparedRealm().prepare.applySync(undefined, [program])
      return
    case 'call':
      return call(message.call, bytes, message.milliseconds)
    case 'cache': {
      const { cachedData } = isolate.compileScriptSync(source, {
        filename: 'guest.js',
        produceCachedData: true,
      }) as { cachedData?: IsolatedVm.ExternalCopy<ArrayBuffer> }
      send({ kind: 'cache' }, new Uint8Array(cachedData?.copy() ?? new ArrayBuffer(0)))
    }
  }
}

const roundsBeforeReady = 2
const roundsWhileIdle = 40
/** Under load children are needed sooner than this, and the processor for other things. */
const idleMilliseconds = 800
let taken = false
let last: Promise<unknown> = Promise.resolve()
const anyLength = (): FrameLimits => ({ header: Infinity, bytes: Infinity })
const read = frameReader(anyLength, (frame) => {
  taken = true
  last = last.then(() => handle(frame))
})
process.stdin.on('data', read)
// The grader is gone. Nothing else ends a process whose isolate is stuck.
process.stdin.on('close', die)
process.stdout.on('error', die)
void start()

async function start(): Promise<void> {
  for (let round = 0; round < roundsBeforeReady; round++) await rehearseOnce()
  send({ kind: 'ready' })
  await keepRehearsing()
}

/**
 * A child that nobody needs yet goes on rehearsing until V8 has optimised what students use most: the
 * calls of its submission then take half as long. One that is needed at once spends nothing on it.
 */
async function keepRehearsing(): Promise<void> {
  for (let round = 0; round < roundsWhileIdle; round++) {
    await new Promise((resume) => setTimeout(resume, round === 0 ? idleMilliseconds : 1))
    if (taken) return
    await rehearseOnce()
  }
}

async function rehearseOnce(): Promise<void> {
  const round = firstRealm.rehearse.apply(undefined, [])
  last = last.then(() => round)
  await round
}
