/** What the grader and the guest say to each other; the child between them only carries it. */
import type { Misfit, Program } from '../outcome.ts'
import type { Layout } from '../wire.ts'

/** What the child sends once per submission: the program without what only the grader needs. */
export type GuestProgram = Omit<Program, 'place'> & {
  readonly maxElements: number
  readonly consoleCharacters: number
}

/** What the child sends for each call, with the bytes that the layouts speak of. */
export interface GuestCall {
  readonly seed: number
  readonly inputs: readonly Layout[]
}

/** How a call ended, with places still as text in a stack. */
export type GuestReply =
  | { readonly kind: 'returned'; readonly value: Layout; readonly changedInputs: readonly string[] }
  | { readonly kind: 'misfit'; readonly misfit: Misfit }
  | {
      readonly kind: 'wrongDtype'
      readonly path: readonly (string | number)[]
      readonly expected: string
      readonly found: string
    }
  | {
      readonly kind: 'threw'
      readonly name: string
      readonly message: string
      readonly stack: string
      readonly while: 'loading' | 'calling'
    }
  | { readonly kind: 'forbidden'; readonly operation: string; readonly stack: string }
  | { readonly kind: 'notImplemented' }
  | {
      readonly kind: 'missingExport'
      readonly found: readonly string[]
      readonly foundType: string | null
    }
  | { readonly kind: 'outOfMemory' }
  | { readonly kind: 'tooMuchOutput'; readonly what: 'result' | 'error' }
