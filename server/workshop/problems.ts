/** What keeps an edition from being published, as far as it shows without running anything of it. */
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import { filesIn } from '../../grader/workshop/files.ts'
import type { Prisma } from '../../prisma/client.ts'
import { factsIn } from './columns.ts'
import { problemsOf } from './folder.ts'
import { pagesOf } from './pages.ts'

interface Written {
  readonly slug: string
  readonly files: Prisma.JsonValue
  readonly facts: Prisma.JsonValue
}

/** In kind sentences, for the author; none when all is well. `served` are the exercises that this one may build on. */
export async function editionProblems(
  { slug, files, facts }: Written,
  served: readonly ExerciseFacts[],
): Promise<string[]> {
  const texts = filesIn(files)
  const folder = problemsOf(texts)
  const rendered = (texts['statement.md'] ?? '').trim() === '' ? null : await pagesOf(texts)
  const read = factsIn(facts, slug)
  return [
    ...folder,
    ...(rendered && 'problem' in rendered ? [rendered.problem] : []),
    ...(read && 'problem' in read ? [read.problem] : []),
    ...(read && 'exercise' in read ? missingBelow(read.exercise, served) : []),
  ]
}

function missingBelow(
  { slug, buildsOn }: ExerciseFacts,
  served: readonly ExerciseFacts[],
): string[] {
  return buildsOn
    .filter((below) => below === slug || !served.some((one) => one.slug === below))
    .map(
      (below) =>
        `exercise.ts builds on "${below}", ${below === slug ? 'which is itself' : 'which this server does not have'}. Take it out of buildsOn.`,
    )
}
