/** Runs the calls of one submission, on as few sandbox children as they allow. */
import type { ExerciseFacts } from '../exercises/exercise.ts'
import type { Value } from '../reference/value.ts'
import type { Limits, Outcome, Program, Sandbox, SandboxPool } from './sandbox/outcome.ts'

/**
 * The children of one submission: the first is opened when it is needed, and another when a call has
 * killed it or worn it out. A crash without a known cause is tried once more on a fresh child before it counts.
 */
export class SubmissionChild {
  #sandbox: Sandbox | null = null
  readonly #pool: SandboxPool
  readonly #program: Program
  readonly #limits: Limits

  constructor(pool: SandboxPool, program: Program, exercise: Pick<ExerciseFacts, 'limits'>) {
    this.#pool = pool
    this.#program = program
    this.#limits = limitsOf(exercise)
  }

  async call(inputs: readonly Value[], seed: number): Promise<Outcome> {
    const outcome = await this.callOnce(inputs, seed)
    if (outcome.kind !== 'crashed') return outcome
    this.#sandbox = await this.#pool.open(this.#program, this.#limits, { fresh: true })
    return this.callOnce(inputs, seed)
  }

  /** Without a second try, and with less time than the exercise allows. */
  async callOnce(inputs: readonly Value[], seed: number, milliseconds?: number): Promise<Outcome> {
    this.#sandbox ??= await this.#pool.open(this.#program, this.#limits)
    const outcome = await this.#sandbox.call(inputs, seed, milliseconds)
    const isOver = ['timedOut', 'outOfMemory', 'crashed', 'tooMuchOutput'].includes(outcome.kind)
    if (isOver || this.#sandbox.isWorn) this.close()
    return outcome
  }

  close(): void {
    this.#sandbox?.close()
    this.#sandbox = null
  }
}

/** What a submission may use, with room for the largest results of the course. */
export function limitsOf(exercise: Pick<ExerciseFacts, 'limits'>): Limits {
  return {
    milliseconds: exercise.limits.milliseconds,
    megabytes: exercise.limits.megabytes,
    elements: 1_000_000,
    consoleCharacters: 16_384,
  }
}
