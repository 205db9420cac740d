/** The whole grader in one process, without server, queue or database: for the terminal and for practice. */
import { randomInt } from 'node:crypto'
import type { Exercise } from '../exercises/exercise.ts'
import { modelModules } from '../exercises/files.ts'
import { exerciseVersion } from '../exercises/version.ts'
import { workingsOf } from '../exercises/workings.ts'
import { startEngine } from '../reference/engine/engine.ts'
import { expectedHere } from './expected.ts'
import { grade } from './grade.ts'
import type { Report } from './report.ts'
import { createPool } from './sandbox/pool.ts'

export interface GraderAtHome {
  /**
   * Grades a source. With `seed` every case uses it, which repeats a case of an earlier report;
   * without, one is drawn. `only` names the one case to grade.
   */
  grade(
    exercise: Exercise,
    source: string,
    options: { mode: 'run' | 'submit'; seed?: number; only?: string },
  ): Promise<Report>
  close(): Promise<void>
}

export async function openGrader(): Promise<GraderAtHome> {
  const [pool, engine] = await Promise.all([createPool({ size: 1 }), startEngine('wasm')])
  return {
    async grade(exercise, source, { mode, seed = randomInt(1, 2 ** 31), only }) {
      const seedOf = () => seed
      return grade(
        {
          exercise,
          workings: workingsOf(exercise),
          exerciseVersion: exerciseVersion(exercise.slug),
          source,
          mode,
          seedOf,
          modules: modelModules(exercise.buildsOn),
          ...(only !== undefined && { only }),
        },
        { pool, expected: () => expectedHere(exercise, seedOf, engine), onCase: () => undefined },
      )
    },
    async close() {
      engine.close()
      await pool.close()
    },
  }
}
