/** What each backend of the engine gives once it runs. */
import type { EngineInfo } from '../../grader/report.ts'

export type BackendName = EngineInfo['backend']

export interface Backend {
  readonly name: BackendName
  /** For people: "TensorFlow 2.21.0 on the CPU". */
  readonly description: string
  /** Whether it computes on a GPU. */
  readonly onGpu: boolean
}
