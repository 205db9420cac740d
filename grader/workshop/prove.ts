/** The proof of an exercise that came over HTTP: the same as of any other, with its code in the sandbox. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { FactsRefused } from '../../exercises/facts.ts'
import { modelModules } from '../../exercises/files.ts'
import { exerciseOf } from '../../exercises/index.ts'
import { placeholdersIn } from '../../exercises/proof/placeholders.ts'
import { prove, type Proof, type Watcher } from '../../exercises/proof/proof.ts'
import type { SandboxPool } from '../sandbox/outcome.ts'
import { ExerciseFault, openHosted, sandboxEngine, type HostedExercise } from './hosted.ts'
import { FolderRefused } from './modules.ts'

/** An edition of an exercise: its files by their path in its folder, and their hash. */
export interface EditionFiles {
  readonly slug: string
  readonly hash: string
  readonly files: Readonly<Record<string, string>>
}

export interface Proved {
  /** Null where exercise.ts could not be read. */
  readonly facts: ExerciseFacts | null
  readonly proof: Proof
}

/**
 * Proves an edition. Whatever is wrong with its files becomes a problem of the proof, for its author.
 * Throws only for faults of ours. `onFacts` is told as soon as exercise.ts could be read.
 */
export async function proveEdition(
  edition: EditionFiles,
  pool: SandboxPool,
  watcher: Watcher & { onFacts(facts: ExerciseFacts): void },
): Promise<Proved> {
  const { slug, hash, files } = edition
  let hosted: HostedExercise | undefined
  try {
    watcher.onStep('exercise.ts')
    hosted = await openHosted(slug, files, pool)
    const { exercise } = hosted
    watcher.onFacts(exercise)
    const unknown = exercise.buildsOn.find((one) => exerciseOf(one) === undefined)
    if (unknown !== undefined) {
      throw new FactsRefused(
        `exercise.ts: buildsOn names "${unknown}"; it can name exercises that come with this server, and those only`,
      )
    }
    const proof = await prove(
      {
        ...{ exercise, workings: hosted.workings, version: hash },
        ...textsOf(files),
        modules: modelModules(exercise.buildsOn),
        engines: [{ info: sandboxEngine, evaluate: hosted.evaluate }],
      },
      pool,
      watcher,
    )
    const problems = [...placeholdersIn(Object.entries(files)), ...proof.problems]
    return { facts: exercise, proof: { ...proof, problems } }
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    return { facts: hosted?.exercise ?? null, proof: unproved(edition, problem) }
  } finally {
    hosted?.close()
  }
}

/** What its author can mend; null for a fault of ours. */
function problemOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (isAuthors(error)) return error.message
  const { cause } = error
  return cause instanceof Error && isAuthors(cause) ? `${error.message}: ${cause.message}` : null
}

function isAuthors(error: Error): boolean {
  return [FolderRefused, FactsRefused, ExerciseFault].some((kind) => error instanceof kind)
}

/** The proof of an edition that stopped at this problem. */
export function unproved({ slug, hash }: EditionFiles, problem: string): Proof {
  return {
    ...{ exercise: slug, version: hash, solutions: [], engines: [], misconceptions: [] },
    ...{ floor: 0, gap: 0, problems: [problem] },
  }
}

function textsOf(files: EditionFiles['files']) {
  const text = (path: string) => files[path] ?? ''
  const solutions = Object.keys(files)
    .filter((path) => path.startsWith('solutions/'))
    .sort()
    .map((path): [string, string] => [path.slice('solutions/'.length, -'.ts'.length), text(path)])
  return {
    statement: text('statement.md'),
    stub: text('stub.ts'),
    misconceptions: text('misconceptions.ts'),
    solutions: new Map(solutions),
  }
}
