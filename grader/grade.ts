/** The pipeline: source in, report out. */
import type { Exercise } from '../exercises/exercise.ts'
import type { Value } from '../reference/value.ts'
import type { CaseResult, EngineInfo, Report } from './report.ts'
import type { SandboxPool } from './sandbox/outcome.ts'

export interface GradeRequest {
  readonly exercise: Exercise
  /** A hash of the exercise's folder and reference. */
  readonly exerciseVersion: string
  readonly source: string
  /** `run` grades the shown cases only. */
  readonly mode: 'run' | 'submit'
  /** The seed of a case, a 32-bit whole number. */
  seedOf(caseName: string): number
  /** Sources of earlier exercises that the submission may import, by slug. */
  readonly modules: Readonly<Record<string, string>>
  /** Grades this case alone. */
  readonly only?: string
}

/** The reference's outputs: for every case by name, one value per run. */
export interface Expected {
  readonly outputs: ReadonlyMap<string, readonly Value[]>
  readonly engine: EngineInfo
}

export interface GradeTools {
  readonly pool: SandboxPool
  expected(): Promise<Expected>
  /** Called after each case, with how many are done. */
  onCase(result: CaseResult, done: number, of: number): void
}

/** Grades a submission. Throws only for faults of ours. */
export type Grade = (request: GradeRequest, tools: GradeTools) => Promise<Report>
