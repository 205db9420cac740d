/** One child process as the grader sees it: frames in and out, a watch on its memory, and its end. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { z } from 'zod'
import type { FromChild, ToChild } from './child.ts'
import { frameReader, writeFrame, type FrameLimits } from './frames.ts'
import { residentBytes } from './layers.ts'

/** How a child came to its end, when it was not told to. */
export interface Death {
  readonly signal: string | null
  readonly code: number | null
  /** The last that V8 or Node said; a student's code cannot write there. */
  readonly lastWords: string
}

export type Answer =
  | { readonly kind: 'message'; readonly message: FromChild; readonly bytes: Uint8Array }
  | { readonly kind: 'died'; readonly death: Death }
  /** Killed by us. */
  | { readonly kind: 'late' }
  | { readonly kind: 'tooMuchMemory' }
  | { readonly kind: 'tooManyBytes' }
  /** Not what a child of ours says. */
  | { readonly kind: 'garbled' }

const UntrustedMessage: z.ZodType<FromChild> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('cache') }),
  z.object({ kind: z.literal('reply'), reply: z.string() }),
  z.object({ kind: z.literal('timedOut'), while: z.enum(['loading', 'calling']) }),
  z.object({ kind: z.literal('outOfMemory') }),
  z.object({ kind: z.literal('broken'), message: z.string() }),
])

const watchMilliseconds = 20
/**
 * Large buffers come from the system and go back to it when they are let go (mallopt(3), M_MMAP_THRESHOLD).
 * Otherwise the C library keeps what it likes: more on a busy machine, where a file would then fail that passes elsewhere.
 */
const environment = { MALLOC_MMAP_THRESHOLD_: String(256 * 1024) }
const maxLastWords = 4000

export class SandboxProcess {
  /** Settles when the child is gone. */
  readonly gone: Promise<void>
  readonly #child: ChildProcessWithoutNullStreams
  #mostOfAnswer: FrameLimits = { header: 1 << 16, bytes: 0 }
  #waiting: ((answer: Answer) => void) | null = null
  #early: Answer | null = null
  #lastWords = ''
  #baselineBytes = 0

  constructor(command: { file: string; args: string[] }) {
    const child = spawn(command.file, command.args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: environment,
      // A process group of its own: a signal to its group, from inside, reaches neither us nor other children.
      detached: true,
    })
    this.#child = child
    this.gone = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        const death = { signal, code, lastWords: this.#lastWords }
        this.#answer({ kind: 'died', death })
        resolve()
      })
      child.once('error', (error) => {
        this.#lastWords = error.message
        this.#answer({
          kind: 'died',
          death: { signal: null, code: null, lastWords: error.message },
        })
        resolve()
      })
    })
    const read = frameReader(
      () => this.#mostOfAnswer,
      ({ header, bytes }) => {
        const message = UntrustedMessage.parse(JSON.parse(header))
        this.#answer({ kind: 'message', message, bytes })
      },
    )
    child.stdout.on('data', (chunk: Buffer) => {
      // What a child had written before it was killed is of no interest.
      if (child.killed) return
      try {
        read(chunk)
      } catch (error) {
        this.#answer({ kind: error instanceof RangeError ? 'tooManyBytes' : 'garbled' })
        this.kill()
      }
    })
    child.stderr.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString()).slice(-maxLastWords)
    })
    // A child that is killed while it is written to: its end is reported by `close`.
    child.stdin.on('error', () => undefined)
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null && !this.#child.killed
  }

  /** Waits for what the child says without being asked: that it is ready. */
  next(milliseconds: number): Promise<Answer> {
    return this.#wait(milliseconds, null)
  }

  tell(message: ToChild): void {
    this.#child.stdin.write(
      writeFrame({ header: JSON.stringify(message), bytes: new Uint8Array() }),
    )
  }

  /** From here on, `megabytes` more than now are too much. */
  startMemoryWatch(): void {
    this.#baselineBytes = this.#resident() ?? 0
  }

  /** How much more there is now. */
  grownBytes(): number {
    return (this.#resident() ?? 0) - this.#baselineBytes
  }

  /** Sends a message and waits for its answer; kills the child when none comes in time or it grows too large. */
  ask(
    message: ToChild,
    bytes: Uint8Array,
    limits: { milliseconds: number; megabytes: number; answer: FrameLimits },
  ): Promise<Answer> {
    this.#mostOfAnswer = limits.answer
    const answer = this.#wait(limits.milliseconds, limits.megabytes * 2 ** 20)
    this.#child.stdin.write(writeFrame({ header: JSON.stringify(message), bytes }))
    return answer
  }

  kill(): void {
    this.#child.kill('SIGKILL')
    // Where the signal reaches only what wraps the child, the end of its input tells it to go.
    this.#child.stdin.destroy()
  }

  #wait(milliseconds: number, growthBytes: number | null): Promise<Answer> {
    return new Promise((resolve) => {
      if (this.#early) {
        resolve(this.#take(this.#early))
        return
      }
      const late = setTimeout(() => {
        this.#answer({ kind: 'late' })
        this.kill()
      }, milliseconds)
      const watch =
        growthBytes === null
          ? undefined
          : setInterval(() => this.#look(growthBytes), watchMilliseconds)
      this.#waiting = (answer) => {
        clearTimeout(late)
        clearInterval(watch)
        resolve(answer)
      }
    })
  }

  #look(growthBytes: number): void {
    if (this.grownBytes() <= growthBytes) return
    this.#answer({ kind: 'tooMuchMemory' })
    this.kill()
  }

  #resident(): number | null {
    return this.#child.pid === undefined ? null : residentBytes(this.#child.pid)
  }

  #answer(answer: Answer): void {
    const waiting = this.#waiting
    this.#waiting = null
    if (waiting) {
      waiting(answer)
    } else if (answer.kind === 'message') {
      // Nobody asked: a child of ours speaks once for each question.
      this.#early = { kind: 'garbled' }
      this.kill()
    } else {
      this.#early = answer
    }
  }

  /** A death stays an answer to whatever is asked later. */
  #take(answer: Answer): Answer {
    if (answer.kind !== 'died') this.#early = null
    return answer
  }
}
