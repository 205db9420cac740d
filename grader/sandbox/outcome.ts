/** What goes into a sandbox and what comes out: the contract between the pipeline and the pool of children. */
import type { SourcePlace } from '../report.ts'
import type { Dtype, Parameter, Value, ValueType } from '../../reference/value.ts'

/** A compiled submission. `modules` maps import specifiers (`attendant/softmax`) to compiled JavaScript. */
export interface Program {
  readonly javascript: string
  readonly modules: Readonly<Record<string, string>>
  readonly functionName: string
  readonly parameters: readonly Parameter[]
  readonly returns: ValueType
  /** Names of tf operations that throw when called. */
  readonly forbids: readonly string[]
  /** Maps a position in `javascript` (from 1) to the student's own file; null for code that is not the student's. */
  place(this: void, line: number, column: number): SourcePlace | null
}

export interface Limits {
  /** Per call, loading the student's module included. */
  readonly milliseconds: number
  readonly megabytes: number
  /** How many elements a result may hold in all. */
  readonly elements: number
  /** Characters of console output kept per call. */
  readonly consoleCharacters: number
}

interface Printed {
  /** Console output, capped; `consoleCut` when more was printed. */
  readonly console: string
  readonly consoleCut: boolean
  /** Wall-clock time of the call, measured outside the isolate. */
  readonly milliseconds: number
}

/** What was found where a value of the declared type was due. `path` as in a report's finding. */
export interface Misfit {
  readonly path: readonly (string | number)[]
  readonly expected: string
  readonly found: string
  readonly cause:
    'undefined' | 'promise' | 'function' | 'disposed' | 'ragged' | 'element' | 'missingField' | null
}

/** How one call of the student's function ended. A student's mistake is a value; only our own faults are thrown (`SandboxFault`). */
export type Outcome =
  | ({
      readonly kind: 'returned'
      readonly value: Value
      /** Names of parameters whose values were different after the call. */
      readonly changedInputs: readonly string[]
    } & Printed)
  /** Not a value of the declared type. Shapes and dtypes are left to the comparison, except what cannot be read at all. */
  | ({ readonly kind: 'misfit'; readonly misfit: Misfit } & Printed)
  | ({
      readonly kind: 'wrongDtype'
      readonly path: readonly (string | number)[]
      readonly expected: Dtype
      readonly found: string
    } & Printed)
  | ({
      readonly kind: 'threw'
      readonly name: string
      readonly message: string
      readonly place: SourcePlace | null
      readonly while: 'loading' | 'calling'
    } & Printed)
  | ({ readonly kind: 'notImplemented' } & Printed)
  | ({
      readonly kind: 'forbidden'
      readonly operation: string
      readonly place: SourcePlace | null
    } & Printed)
  /** The module loaded but does not export a function of the wanted name. */
  | ({
      readonly kind: 'missingExport'
      readonly found: readonly string[]
      readonly foundType: string | null
    } & Printed)
  | ({ readonly kind: 'timedOut'; readonly while: 'loading' | 'calling' } & Printed)
  | ({ readonly kind: 'outOfMemory' } & Printed)
  | ({ readonly kind: 'tooMuchOutput'; readonly what: 'result' | 'error' } & Printed)
  /** The child died of something else; the pipeline tries once more on a fresh child before it says so. */
  | ({ readonly kind: 'crashed'; readonly signal: string | null } & Printed)

/** A throwaway child, bound to one submission. After a `timedOut`, `outOfMemory` or `crashed` it is dead: open another. */
export interface Sandbox {
  /**
   * Calls the student's function once, in a context of its own. `seed` feeds Math.random inside;
   * `milliseconds` replaces the limit on time for this call.
   */
  call(inputs: readonly Value[], seed: number, milliseconds?: number): Promise<Outcome>
  /**
   * Whether the calls so far have left so much memory behind that another would have too little: V8 takes
   * its time to clear up, and nobody is to fail for what an earlier call has let go of. Open another then.
   */
  readonly isWorn: boolean
  /** Kills the child. Safe to call twice. */
  close(): void
}

/** One protection, whether it is active here, and if not, why not. */
export interface Layer {
  readonly name:
    | 'isolate'
    | 'process'
    | 'permissions'
    | 'rlimits'
    | 'network'
    | 'user'
    | 'privileges'
    | 'memoryWatch'
  readonly active: boolean
  readonly reason: string
}

export interface SandboxPool {
  /**
   * Takes a prewarmed child, or waits for one; with `fresh` it starts one, as what ended another child may
   * have ended those that wait as well. Throws SandboxFault when none can be started.
   */
  open(program: Program, limits: Limits, options?: { readonly fresh: boolean }): Promise<Sandbox>
  readonly layers: readonly Layer[]
  /** Runs our own hostile program in a child's process, as if it had left the isolate, and says what it could do there: nothing, it is hoped. */
  afterEscape(): Promise<readonly string[]>
  /** Kills every child and waits until they are gone. */
  close(): Promise<void>
}

/** The sandbox itself failed: never the student's fault. */
export class SandboxFault extends Error {
  override name = 'SandboxFault'
}
