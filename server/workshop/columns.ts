/** What the check of an edition wrote down of it. */
import { FactsRefused, readFacts } from '../../exercises/facts.ts'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Prisma } from '../../prisma/client.ts'

type Json = Prisma.JsonValue

/** What the check of an edition of this exercise read, or why it cannot be used. Null before a check. */
export function factsIn(
  column: Json,
  slug: string,
): { readonly exercise: ExerciseFacts } | { readonly problem: string } | null {
  if (column === null) return null
  try {
    const exercise = readFacts(column)
    if (exercise.slug === slug) return { exercise }
    return {
      problem: `exercise.ts says that its slug is "${exercise.slug}", and here it is "${slug}". Write slug: '${slug}'.`,
    }
  } catch (error) {
    if (error instanceof FactsRefused) return { problem: error.message }
    throw error
  }
}
