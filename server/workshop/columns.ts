/** What the JSON columns of an edition hold. */
import { z } from 'zod'
import { FactsRefused, readFacts } from '../../exercises/facts.ts'
import type { ExerciseFacts } from '../../exercises/exercise.ts'
import type { Prisma } from '../../prisma/client.ts'
import type { ExerciseFiles } from './folder.ts'

type Json = Prisma.JsonValue

const Files = z.record(z.string(), z.string())

export function filesIn(column: Json): ExerciseFiles {
  return Files.parse(column)
}

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
